using System.CommandLine;
using Cairn.Cli.Archives;
using Cairn.Cli.Output;
using Cairn.Inference;

namespace Cairn.Cli.Commands.Archives;

/// <summary>Proves that archives are what was written, and fails where one is not.</summary>
internal sealed class VerifyArchivesCommand : CairnCommand
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "Name of an archive",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public VerifyArchivesCommand()
        : base("verify", "Check that archives are what was written; all of them without a NAME") =>
        Arguments.Add(_name);

    public override IReadOnlyList<string> Examples => ["cairn archive verify"];

    public override int Run(CliCall call)
    {
        var catalog = new ArchiveCatalog(call);
        IReadOnlyList<PredictionArchive> archives =
            call.GetOptional(_name) is { } name ? [catalog.Find(name)] : catalog.List();
        (PredictionArchive Archive, string? Problem)[] results =
            [.. archives.Select(archive => (archive, ProblemOf(archive)))];
        int damaged = results.Count(result => result.Problem is not null);
        if (call.Json)
        {
            WriteJson(call.Terminal, results, damaged);
        }
        else
        {
            Write(call.Terminal, results, damaged);
        }

        return damaged == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string? ProblemOf(PredictionArchive archive)
    {
        try
        {
            archive.Verify();
            return null;
        }
        catch (Exception error) when (error is ArchiveException or IOException)
        {
            return error.Message;
        }
    }

    private static void Write(Terminal terminal, (PredictionArchive Archive, string? Problem)[] results, int damaged)
    {
        foreach ((PredictionArchive archive, string? problem) in results.Where(result => result.Problem is not null))
        {
            terminal.Out.WriteLine(
                $"{terminal.Styled(terminal.Symbols.Fail, Style.Red)}  {Plain.Text(archive.Name)}");
            terminal.Out.WriteLine($"   {Plain.Text(problem!)}");
        }

        string sum = $"{Numbers.Count(results.Length)} archive{(results.Length == 1 ? "" : "s")}";
        terminal.Out.WriteLine(damaged == 0
            ? $"{terminal.Styled(terminal.Symbols.Ok, Style.Green)}  {sum}: every byte is sound"
            : $"{sum}: {Numbers.Count(damaged)} damaged.");
    }

    private static void WriteJson(
        Terminal terminal, (PredictionArchive Archive, string? Problem)[] results, int damaged) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Objects("archives", results, result =>
            {
                json.Text("name", result.Archive.Name);
                json.Flag("is_sound", result.Problem is null);
                json.Text("problem", result.Problem);
            });
            json.Integer("damaged", damaged);
        });
}
