using Cairn.Benchmarks.Harness;
using Cairn.Inference;

namespace Cairn.Benchmarks.Inference;

/// <summary><see cref="InferenceLogger"/>, one tracker with the usual journal for all threads.</summary>
internal sealed class CairnInference : Subject
{
    private readonly CairnTracker _tracker;
    private readonly SomePrediction[] _predictions;

    /// <summary>A round of four threads is 3.8 MiB of journal; two segments of 4 MiB are ready before it.</summary>
    public CairnInference(TempFolder folder, int threads) : base("Cairn `InferenceLogger.Log`", callsPerRound: 3_000)
    {
        _tracker = CairnTracker.Open(folder.File("store"), new CairnOptions { WriteLogFiles = false });
        _predictions = SomePrediction.ForThreads(threads);
    }

    public override void Run(int thread, int calls)
    {
        SomePrediction prediction = _predictions[thread];
        for (int i = 0; i < calls; i++)
        {
            prediction.Features[0] = i;
            _tracker.Inference.Log(
                SomePrediction.Model,
                SomePrediction.Symbol,
                prediction.Action,
                SomePrediction.Confidence,
                prediction.Probabilities,
                prediction.Features,
                SomePrediction.Milliseconds,
                SomePrediction.Checkpoint);
        }
    }

    public override void Rest() => _tracker.FlushAsync().GetAwaiter().GetResult();

    /// <exception cref="InvalidOperationException">
    /// The rounds outran the journal: refused calls are too cheap to count.
    /// </exception>
    public override void Dispose()
    {
        long refused = _tracker.Health.Refused;
        _tracker.Dispose();
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} predictions were refused; make the rounds shorter.");
        }
    }
}
