using System.CommandLine;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>The run that a command is about.</summary>
internal sealed class RunArgument : Argument<string>
{
    private const int CandidatesShown = 5;

    public RunArgument() : base("RUN") => Description = "Its id, the beginning of its id, its name, or `latest`";

    public RunInfo Find(CliCall call, IRunStore store) => Find(call, store, call.Get(this));

    /// <summary>The run that a text means which was typed elsewhere.</summary>
    public static RunInfo Find(CliCall call, IRunStore store, string asked)
    {
        try
        {
            return store.FindRun(asked) ?? throw NotFound(asked, call);
        }
        catch (ArgumentException)
        {
            throw Ambiguous(asked, store);
        }
    }

    private static CliException NotFound(string asked, CliCall call) =>
        new($"No run in {call.Folder} is called \"{asked}\". `cairn runs` lists them.");

    private static CliException Ambiguous(string asked, IRunStore store)
    {
        string[] ids = store.ListRuns(new RunFilter { Limit = int.MaxValue })
            .Select(run => run.Id)
            .Where(id => id.StartsWith(asked, StringComparison.Ordinal))
            .ToArray();
        string more = ids.Length > CandidatesShown ? $" and {ids.Length - CandidatesShown} more" : "";
        return new CliException(
            $"\"{asked}\" is the beginning of several ids: {string.Join(", ", ids.Take(CandidatesShown))}{more}. "
            + "Type more of the one that you mean.");
    }
}
