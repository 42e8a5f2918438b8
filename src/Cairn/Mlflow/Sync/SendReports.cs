using Cairn.Diagnostics;

namespace Cairn.Mlflow.Sync;

/// <summary>Tells the host what is wrong with sending, each thing once, and what to do. Safe for any number of threads.</summary>
/// <param name="failures">Who is told.</param>
/// <param name="place">Where the runs go, without a password.</param>
internal sealed class SendReports(FailureReporter failures, string place)
{
    public void Sent(string id)
    {
        failures.Recovered(CairnFailureKind.Mlflow, place, $"Runs are sent to MLflow at {place} again.");
        failures.Recovered(CairnFailureKind.Mlflow, id, $"Run {id} is sent to MLflow at {place} again.");
    }

    /// <summary>The target has a fault.</summary>
    public void Outage(Exception error) => failures.Report(
        CairnFailureKind.Mlflow,
        place,
        $"Runs are not sent to MLflow at {place}: {error.Message} They stay in the store; it is tried again, and "
        + "`cairn sync mlflow` sends them, too.",
        error);

    /// <summary>A run has one.</summary>
    public void Trouble(string id, Exception error) => failures.Report(
        CairnFailureKind.Mlflow,
        id,
        $"Run {id} cannot be sent to MLflow at {place}, others can: {error.Message} It stays in the store and is tried again "
        + $"now and then; `cairn sync mlflow {id}` does it at once.",
        error);

    public void FilesRefused(string id, string why) => failures.Report(
        CairnFailureKind.Mlflow,
        id + " files",
        $"Files of run {id} are not taken by MLflow at {place}: {why} All else of it is sent; "
        + $"`cairn sync mlflow --all {id}` tries the files again.");

    /// <summary>The process ends before all was sent.</summary>
    public void Rest(IReadOnlyList<string> ids, long points)
    {
        string runs = ids.Count == 1 ? $"run {ids[0]}" : $"{ids.Count} runs";
        failures.Report(
            CairnFailureKind.Mlflow,
            nameof(Rest),
            $"{points} points of {runs} wait to be sent to MLflow at {place}; `cairn sync mlflow` sends them.");
    }
}
