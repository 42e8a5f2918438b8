using Cairn.Cli.Output;

namespace Cairn.Cli.Mlflow;

/// <summary>What was sent to MLflow, for people and for programs.</summary>
/// <param name="call">What was asked for.</param>
/// <param name="place">Where it was sent, without a password.</param>
/// <param name="session">What came of it.</param>
internal sealed class SyncOutput(CliCall call, string place, SyncSession session)
{
    private readonly Terminal _terminal = call.Terminal;

    private int ExitCode => session switch
    {
        { IsInterrupted: true } => ExitCodes.Interrupted,
        { Outage: not null } => ExitCodes.Failed,
        _ => session.Runs.Any(run => run.Error is not null) ? ExitCodes.Failed : ExitCodes.Done,
    };

    private long Points => session.Runs.Sum(run => run.Report?.Points ?? 0);

    private int Files => session.Runs.Sum(run => run.Report?.Artifacts ?? 0);

    private int Models => session.Runs.Sum(run => run.Report?.Models ?? 0);

    public int Write()
    {
        if (session.Runs.Count > 0)
        {
            WriteTable();
        }

        _terminal.Out.WriteLine(Summary());
        _terminal.Out.Flush();
        foreach (string line in session.Runs.Where(run => run.Error is not null).Select(run => $"{run.Run.Id}: {run.Error}"))
        {
            _terminal.Error.WriteLine(Plain.Text(line));
        }

        if (session.Outage is not null)
        {
            _terminal.Error.WriteLine("The rest was not tried. Run the same again: it goes on where it stopped.");
        }

        return ExitCode;
    }

    public int WriteJson()
    {
        JsonOutput.Write(_terminal, json =>
        {
            json.Text("location", place);
            json.Integer("points", Points);
            json.Integer("artifacts", Files);
            json.Integer("model_versions", Models);
            json.Integer("complete_before", session.Complete);
            json.Text("outage", session.Outage);
            json.Objects("runs", session.Runs, run =>
            {
                json.Text("run", run.Run.Id);
                json.Text("state", run.State.Replace(' ', '_'));
                json.Text("mlflow_run_id", run.Report?.MlflowRunId);
                json.Integer("points", run.Report?.Points ?? 0);
                json.Integer("artifacts", run.Report?.Artifacts ?? 0);
                json.Integer("model_versions", run.Report?.Models ?? 0);
                json.Text("error", run.Error);
            });
        });
        return ExitCode;
    }

    private string Summary()
    {
        if (session.Runs.Count == 0)
        {
            return session.Complete == 0
                ? $"No runs in {Plain.Text(call.Folder)} yet. `cairn demo` records one in under a minute."
                : $"Nothing to send: {Plain.Text(place)} has {Numbers.Count(session.Complete, "run")} completely.";
        }

        return Plain.Text(
            $"Sent {Numbers.Count(Points, "point")}, {Numbers.Count(Files, "file")} and {Numbers.Count(Models, "model version")} of "
            + $"{Numbers.Count(session.Runs.Count, "run")} to {place}.");
    }

    private void WriteTable()
    {
        var table = new Table(
            new("Run"), new("Experiment", MinWidth: 8, DropOrder: 1), new("State"), new("Points", IsNumber: true),
            new("Files", IsNumber: true), new("Models", IsNumber: true));
        foreach (SentRun run in session.Runs)
        {
            table.Add(
                Plain.Text(run.Run.Id),
                Plain.Text(run.Run.Experiment),
                new Cell(run.State, run.Error is null ? Style.Green : Style.Red),
                Numbers.Count(run.Report?.Points ?? 0),
                Numbers.Count(run.Report?.Artifacts ?? 0),
                Numbers.Count(run.Report?.Models ?? 0));
        }

        table.Write(_terminal);
    }
}
