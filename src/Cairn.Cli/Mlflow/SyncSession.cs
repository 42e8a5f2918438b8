using Cairn.Cli.Output;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Storage;

namespace Cairn.Cli.Mlflow;

/// <summary>Sends runs one after the other, and shows how far it is.</summary>
/// <param name="call">What was asked for.</param>
/// <param name="places">From where to where.</param>
/// <param name="mustLookAgain">Whether runs that were sent completely are looked at, too.</param>
internal sealed class SyncSession(CliCall call, SyncPlaces places, bool mustLookAgain)
{
    private readonly List<SentRun> _runs = [];

    // With the run before: twice in a row is no fault of a run.
    private bool _hasTargetFailed;

    public IReadOnlyList<SentRun> Runs => _runs;

    /// <summary>How many runs had been sent completely before.</summary>
    public int Complete { get; private set; }

    /// <summary>Why no more runs were tried; null when all were.</summary>
    public string? Outage { get; private set; }

    public bool IsInterrupted => call.Context.Stop.IsCancellationRequested;

    public void Send(IReadOnlyList<RunInfo> runs)
    {
        RunInfo[] wanted = [.. runs.Where(run => mustLookAgain || !IsComplete(run))];
        Complete = runs.Count - wanted.Length;
        var progress = new ProgressLine(call.Terminal, call.Context.Time, "runs", Math.Max(1, wanted.Length));
        for (int i = 0; i < wanted.Length && Outage is null && !IsInterrupted; i++)
        {
            _runs.Add(Send(wanted[i]));
            if (!call.Json)
            {
                progress.Show(i + 1);
            }
        }

        progress.Clear();
        FollowAliases();
    }

    private bool IsComplete(RunInfo run)
    {
        try
        {
            return !places.Folder.IsWished(run.Id) && places.Folder.Read(run.Id).IsAllOf(run);
        }
        catch (IOException)
        {
            return false; // sending it says why
        }
    }

    private SentRun Send(RunInfo run)
    {
        try
        {
            places.Folder.Wish(run.Id); // who is interrupted has it finished by the next tracker that sends there
            SyncReport report = new RunSync(places, run, () => !IsInterrupted).Pass(mustLookAgain: true);
            _hasTargetFailed = false;
            return new SentRun(run, report, report.FilesRefused is { Length: > 0 } why ? why : null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            bool isOfTarget = SyncFault.IsOfTarget(error);
            Outage = SyncFault.IsOutage(error) || (isOfTarget && _hasTargetFailed) ? error.Message : null;
            _hasTargetFailed = isOfTarget;
            return new SentRun(run, null, error.Message);
        }
    }

    /// <summary>They may have moved since the runs were sent.</summary>
    private void FollowAliases()
    {
        try
        {
            foreach (string model in Outage is null && !IsInterrupted ? places.Store.ListModels() : [])
            {
                new AliasSync(places).Follow(model);
            }
        }
        catch (MlflowException error)
        {
            Outage = error.Message;
        }
    }
}
