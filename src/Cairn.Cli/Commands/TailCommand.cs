using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>The end of a run, and what comes after it.</summary>
internal sealed class TailCommand : CairnCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly RunArgument _run = new();

    private readonly Option<int> _lines = new("--lines", "-n")
    {
        HelpName = "N",
        Description = "How many of the last lines",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Keep printing until the run ends or Ctrl-C; with --json one line for each",
    };

    private readonly Option<string[]> _series = new("--series", "-s")
    {
        HelpName = "NAME",
        Description = "Series to show, may be repeated [default: every loss]",
    };

    public TailCommand() : base("tail", "Print the last events and points of a run, and follow it")
    {
        Arguments.Add(_run);
        Options.Add(_lines);
        Options.Add(_follow);
        Options.Add(_series);
        _lines.RequireAtLeast(0);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn tail latest",
        "cairn tail latest --follow",
        "cairn tail latest --series train/loss -n 100",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        var output = new TailOutput(call);
        var reader = new TailReader(store, run.Id, call.Get(_series) ?? []);
        IReadOnlyList<TailLine> last = reader.ReadLast(call.Get(_lines));
        if (!call.Get(_follow))
        {
            return output.WriteAll(run, last);
        }

        output.Write(last);
        return Follow(call, store, run, reader, output);
    }

    /// <summary>
    /// The status is read before the lines, so that nothing written before the end is missed; and what a process that
    /// was killed left is brought in before both, as nobody else might ever say that its run has ended.
    /// </summary>
    private static int Follow(CliCall call, IRunStore store, RunInfo run, TailReader reader, TailOutput output)
    {
        var abandoned = new Abandoned(call);
        while (run.Status == RunStatus.Running && call.Context.Wait(PollInterval))
        {
            abandoned.BringIn();
            run = store.FindRun(run.Id) ?? run;
            output.Write(reader.ReadNew());
        }

        output.WriteEnd(run);
        return ExitCodes.Done;
    }
}
