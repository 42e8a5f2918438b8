using Cairn.Inference;

namespace Cairn.Benchmarks.Inference;

/// <summary>A store that gets predictions through a tracker, and moves them on only when told to.</summary>
internal sealed class PredictingStore : IDisposable
{
    private const int SegmentBytes = 64 << 20;

    private readonly PredictionScript _script = new();
    private readonly CairnTracker _tracker;

    public PredictingStore(string folder)
    {
        _tracker = CairnTracker.Open(folder, new CairnOptions
        {
            WriteLogFiles = false,
            SegmentBytes = SegmentBytes,
            JournalBudgetBytes = 16L * SegmentBytes,
            DrainInterval = TimeSpan.FromHours(1),
        });
    }

    /// <summary>Logs predictions into the journal.</summary>
    public void Fill(int predictions)
    {
        InferenceLogger log = _tracker.Inference;
        for (int i = 0; i < predictions; i++)
        {
            _script.Next();
            log.Log(
                _script.Model,
                _script.Symbol,
                _script.Action,
                _script.Confidence,
                _script.Distribution,
                _script.Features,
                _script.LatencyMs,
                _script.Checkpoint);
        }
    }

    /// <summary>Moves everything into the store; it is committed and on disk when this returns.</summary>
    public void Flush() => _tracker.FlushAsync().GetAwaiter().GetResult();

    /// <exception cref="InvalidOperationException">The journal refused predictions.</exception>
    public void Dispose()
    {
        long refused = _tracker.Health.Refused;
        _tracker.Dispose();
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} predictions were refused; fill in smaller pieces.");
        }
    }
}
