using System.Runtime.ExceptionServices;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Inference.Resolving;

/// <summary>
/// Hands predictions that are due to a resolver and records what it answers. Nothing is handed in twice while its
/// answer is on the way: each turn begins when the store has the answers of the one before. One turn at a time.
/// </summary>
internal sealed class OutcomeResolution(
    CairnTracker tracker, IOutcomeResolver resolver, int batchSize, TimeProvider time)
{
    /// <summary>
    /// Everything that is due, in batches; returns how many outcomes were recorded. What fails for one model is thrown
    /// when all have had their turn.
    /// </summary>
    public async Task<int> TurnAsync(CancellationToken cancellation)
    {
        await tracker.FlushAsync(cancellation).ConfigureAwait(false);
        using var connection = new SqliteReadConnection(Path.Combine(tracker.Folder, SqliteFile.Name));
        using var store = new SqliteRunStore(tracker.Folder);
        var due = new DueReader(connection);
        int recorded = 0;
        ExceptionDispatchInfo? failure = null;
        foreach (ModelContract contract in due.ReadContracts())
        {
            DuePrediction? last = null;
            try
            {
                while (due.Read(contract, time.GetUtcNow(), last, batchSize) is { Count: > 0 } batch)
                {
                    last = batch[^1];
                    recorded += await ResolveAsync(store.Predictions, batch, cancellation).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                failure ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        failure?.Throw();
        return recorded;
    }

    private async Task<int> ResolveAsync(
        IPredictionStore predictions, IReadOnlyList<DuePrediction> batch, CancellationToken cancellation)
    {
        PredictionInfo[] due = [.. batch.Select(one => predictions.Find(one.Id)).OfType<PredictionInfo>()];
        if (due.Length == 0)
        {
            return 0; // archived meanwhile
        }

        // Off this thread, so that one that blocks can be left behind when the host stops.
        IReadOnlyList<ResolvedOutcome> answers = await Task
            .Run(() => resolver.ResolveAsync(due, cancellation).AsTask(), cancellation)
            .WaitAsync(cancellation)
            .ConfigureAwait(false);
        return answers.Count(Record);
    }

    /// <summary>False for an answer that says nothing, too: its prediction is handed in again.</summary>
    private bool Record(ResolvedOutcome answer) =>
        tracker.Inference.Resolve(answer.Prediction, answer.Actual, answer.Value, answer.Time);
}
