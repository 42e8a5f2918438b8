using System.CommandLine;
using Cairn.Cli.Outcomes;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Outcomes;

/// <summary>Hands in the outcomes of a CSV file.</summary>
internal sealed class ImportCommand : CairnCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description =
            "CSV with a header: prediction, or model, symbol and decision_time; actual or value; outcome_time",
    };

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "MODEL",
        Description = "The model of lines that name none",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only read the file" };

    public ImportCommand() : base("import", "Hand in outcomes of predictions from a CSV file")
    {
        Arguments.Add(_file);
        Options.Add(_model);
        Options.Add(_dryRun);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn outcomes import outcomes.csv --dry-run",
        "cairn outcomes import fills.csv --model dqn_agent",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        var arrived = new ArrivedOutcomes(store);
        string path = call.Get(_file);
        bool isDryRun = call.Get(_dryRun);
        var import = new OutcomeImport(call.Get(_model), call.Context.Stop);
        using (StreamReader text = Open(path))
        using (CairnTracker? tracker = isDryRun ? null : OpenTracker(call))
        {
            import.Run(text, tracker);
        }

        IReadOnlyDictionary<OutcomeStatus, long>? counts = isDryRun ? null : arrived.Count();
        if (call.Json)
        {
            WriteJson(call.Terminal, import, counts);
        }
        else
        {
            Write(call.Terminal, import, path, counts);
        }

        return import.Bad == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static StreamReader Open(string path) => File.Exists(path)
        ? new StreamReader(path)
        : throw new CliException($"There is no file {path}.");

    private static CairnTracker OpenTracker(CliCall call) =>
        call.Context.OpenTracker(call.Folder, new FailureLines(call.Terminal.Error).Tell);

    /// <param name="terminal">Where to write.</param>
    /// <param name="import">What was in the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="counts">What became of it; null where it was only read.</param>
    private static void Write(
        Terminal terminal, OutcomeImport import, string path, IReadOnlyDictionary<OutcomeStatus, long>? counts)
    {
        foreach (BadLine bad in import.BadLines)
        {
            terminal.Error.WriteLine(Plain.Text($"{path}:{bad.Number}: {bad.Reason}"));
        }

        if (import.Bad > import.BadLines.Count)
        {
            terminal.Error.WriteLine($"... and {Numbers.Count(import.Bad - import.BadLines.Count)} more lines.");
        }

        string did = counts is null ? "Would import" : "Imported";
        string outcomes = $"{Numbers.Count(import.Good)} outcome{(import.Good == 1 ? "" : "s")}";
        terminal.Out.WriteLine($"{did} {outcomes}.{LeftOut(import)}");
        if (counts is not null && import.Good > 0)
        {
            WriteCounts(terminal, counts);
        }
    }

    private static void WriteCounts(Terminal terminal, IReadOnlyDictionary<OutcomeStatus, long> counts)
    {
        terminal.Out.WriteLine(
            string.Join(", ", counts.Select(one => $"{Numbers.Count(one.Value)} {Words.Of(one.Key)}")) + ".");
        if (!counts.ContainsKey(OutcomeStatus.Applied))
        {
            terminal.Error.WriteLine("None was applied: no prediction has changed.");
        }

        terminal.Out.WriteLine("`cairn outcomes list` shows what became of each.");
    }

    private static string LeftOut(OutcomeImport import) => import.Bad == 0
        ? ""
        : $" {Numbers.Count(import.Bad)} bad line{(import.Bad == 1 ? " was" : "s were")} left out.";

    private static void WriteJson(
        Terminal terminal, OutcomeImport import, IReadOnlyDictionary<OutcomeStatus, long>? counts) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Flag("is_dry_run", counts is null);
            json.Integer("imported", import.Good);
            foreach (OutcomeStatus status in Enum.GetValues<OutcomeStatus>())
            {
                json.Integer(Words.Of(status), counts?.GetValueOrDefault(status));
            }

            json.Integer("bad", import.Bad);
            json.Objects("bad_lines", import.BadLines, bad =>
            {
                json.Integer("line", bad.Number);
                json.Text("reason", bad.Reason);
            });
        });
}
