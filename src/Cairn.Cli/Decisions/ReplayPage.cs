using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>What happened in a run beside what would have happened, or whether both are the same.</summary>
internal sealed class ReplayPage(CliCall call, RunInfo run, ReplayComparison comparison)
{
    private const string Unknown =
        "A replay cannot know how the losses would have gone on with another learning rate, or after the last epoch that "
        + "was run.";

    private readonly Terminal _terminal = call.Terminal;

    /// <summary>Done, or failed when a replay with the settings of the run decides otherwise than the run.</summary>
    private int ExitCode => comparison.IsCheck && !comparison.IsSame ? ExitCodes.Failed : ExitCodes.Done;

    public int WriteJson()
    {
        JsonOutput.Write(_terminal, json =>
        {
            RunText.WriteJson(json, run, call.Now);
            json.Flag("is_check", comparison.IsCheck);
            json.Flag("is_same", comparison.IsSame);
            json.Object("recorded", () => WriteJson(json, comparison.ThenSettings, comparison.Then));
            json.Object("replayed", () => WriteJson(json, comparison.NowSettings, comparison.Now));
            json.Integer("epochs_saved", comparison.Then.Epochs - comparison.Now.Epochs);
            json.Flag("best_missed", comparison.MissesBest);
            json.Text("unknown", Unknown);
        });
        return ExitCode;
    }

    public int Write()
    {
        string name = RunText.OwnName(run) is { } own ? $"{run.Experiment} / {own}" : run.Experiment;
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(name), Style.Bold) + "  " + Plain.Text(run.Id));
        _terminal.Out.WriteLine();
        WriteTable();
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(comparison.IsCheck ? Check() : Verdict());
        if (!comparison.IsCheck)
        {
            _terminal.Out.WriteLine(Unknown);
        }

        return ExitCode;
    }

    private static void WriteJson(JsonOutput json, ReplaySettings settings, ReplayOutcome outcome)
    {
        json.Object("settings", () =>
        {
            json.Text("monitor", settings.Monitor);
            json.Text("goal", settings.Goal.ToString().ToLowerInvariant());
            json.Integer("patience", settings.Patience);
            json.Number("min_delta", settings.MinDelta);
            json.Integer("lr_patience", settings.RatePatience);
            json.Number("lr_factor", settings.RateFactor);
        });
        json.Integer("epochs", outcome.Epochs);
        json.Integer("last_epoch", outcome.LastEpoch);
        json.Integer("stop_epoch", outcome.StopEpoch);
        json.Integer("best_epoch", outcome.BestEpoch);
        json.Number("best_value", outcome.BestValue);
        json.List("reductions", outcome.Reductions, epoch => json.Value(epoch));
    }

    private void WriteTable()
    {
        var table = new Table(new(""), new("recorded"), new("replayed"));
        Add(table, "monitor", settings => Plain.Text(settings.Monitor));
        Add(table, "patience", settings => Whole(settings.Patience));
        Add(table, "min delta", settings => Numbers.Value(settings.MinDelta));
        Add(table, "lr patience", settings => Whole(settings.RatePatience));
        Add(table, "lr factor", settings => settings.RatePatience is null ? Whole(null) : Numbers.Value(settings.RateFactor));
        table.Add("epochs", Numbers.Count(comparison.Then.Epochs), Numbers.Count(comparison.Now.Epochs));
        table.Add("stopped", Stopped(comparison.Then), Stopped(comparison.Now));
        table.Add("best", Best(comparison.Then), Best(comparison.Now));
        table.Add("reduced", Reduced(comparison.Then), Reduced(comparison.Now));
        table.Write(_terminal);
    }

    private void Add(Table table, string title, Func<ReplaySettings, string> of) =>
        table.Add(title, of(comparison.ThenSettings), of(comparison.NowSettings));

    private string Whole(int? value) => value is { } number ? Numbers.Count(number) : _terminal.Symbols.None;

    private static string Stopped(ReplayOutcome outcome) =>
        outcome.StopEpoch is { } epoch ? $"after epoch {Numbers.Count(epoch)}" : "not early";

    private string Best(ReplayOutcome outcome) => outcome.BestEpoch is { } epoch
        ? $"{Numbers.Value(outcome.BestValue!.Value)} in epoch {Numbers.Count(epoch)}"
        : _terminal.Symbols.None;

    private string Reduced(ReplayOutcome outcome) => outcome.Reductions.Any()
        ? "after epoch " + string.Join(", ", outcome.Reductions.Select(Numbers.Count))
        : _terminal.Symbols.None;

    private string Check()
    {
        int count = comparison.Then.Decisions.Count;
        if (comparison.IsSame)
        {
            return count == 0 ? "The same: no decision in either." : $"The same {Counted(count)}.";
        }

        return $"NOT THE SAME: the run recorded {List(comparison.Then)}; its replay decides {List(comparison.Now)}. The epochs "
            + "or the settings that were recorded are not those that it was trained with.";
    }

    private string Verdict()
    {
        int saved = comparison.Then.Epochs - comparison.Now.Epochs;
        string length = saved > 0
            ? $"It would have stopped {Numbers.Count(saved)} {(saved == 1 ? "epoch" : "epochs")} earlier"
            : comparison.Now.StopEpoch is null && comparison.Then.StopEpoch is not null
                ? "It would have gone on after the last epoch that was run"
                : "It would have been as long";
        return length + (comparison.MissesBest
            ? $", and would have missed the best epoch, {Numbers.Count(comparison.Then.BestEpoch!.Value)}."
            : ", with the same best epoch.");
    }

    private static string Counted(int count) => count == 1 ? "decision" : $"{Numbers.Count(count)} decisions";

    private static string List(ReplayOutcome outcome) =>
        outcome.Decisions.Count == 0 ? "nothing" : string.Join(", ", outcome.Decisions);
}
