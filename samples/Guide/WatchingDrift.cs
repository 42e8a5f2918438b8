using Cairn;
using Cairn.Checkpoints;
using Cairn.Statistics;
using Cairn.Storage;

namespace Guide;

internal static class WatchingDrift
{
    private static readonly Dictionary<string, Array> Weights = new() { ["w"] = new float[3] };

    public static void All()
    {
        using var tracker = CairnTracker.Open("cairn");
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();
        Save(checkpoints, Profile([[0.1f, 0.2f, 0.3f], [0.4f, -0.5f, 0.6f]]), Weights);
        Check(checkpoints, Weights);
        Compare(checkpoints);
    }

    private static InputProfile Profile(float[][] trainingInputs)
    {
        #region profile
        var profile = new InputProfile(["return", "volatility", "volume"]);
        foreach (float[] features in trainingInputs)
        {
            profile.AddInput(features);
        }

        profile.AddOutput(confidence: 0.7, action: "BUY"); // what it answered in the validation
        #endregion
        return profile;
    }

    private static void Save(CheckpointManager checkpoints, InputProfile profile, Dictionary<string, Array> weights)
    {
        #region golden
        var pairs = new GoldenPairs(inputSize: 3, outputSize: 1);
        pairs.Record([0.1f, 0.2f, 0.3f], Predict); // void Predict(ReadOnlySpan<float> input, Span<float> output)
        pairs.Record([0.4f, -0.5f, 0.6f], Predict);
        checkpoints.Save(new CheckpointContent
        {
            Model = "watched_agent",
            Tensors = new TensorArrays(weights),
            GoldenPairs = pairs,
            Profile = profile,
        });
        #endregion
    }

    private static void Check(CheckpointManager checkpoints, Dictionary<string, Array> weights)
    {
        #region check
        using LoadedCheckpoint loaded = checkpoints.Load("watched_agent")!;
        loaded.CopyTo(new TensorArrays(weights));
        loaded.RequireGolden(Predict); // throws when an answer is off by more than 0.0001
        GoldenReport report = checkpoints.CheckGolden(loaded, Predict); // or only tells the log and OnFailure
        Console.WriteLine(report); // All 2 golden pairs agree exactly.
        #endregion
    }

    private static void Compare(CheckpointManager checkpoints)
    {
        #region drift
        using IRunStore store = RunStore.Open("cairn");
        InputProfile? live = store.Predictions.ReadProfile("watched_agent", firstDay: new DateOnly(2025, 7, 1));
        string newest = checkpoints.ListCheckpoints("watched_agent")[0].CheckpointId;
        InputProfile? trained = checkpoints.ReadProfile("watched_agent", newest); // its id or an alias
        if (live is not null && trained is not null)
        {
            var drift = DriftReport.Compare(trained, live);
            foreach (FeatureDrift feature in drift.Features.Where(one => one.Verdict == DriftVerdict.Drifted))
            {
                Console.WriteLine($"{feature.Name}: {feature.Distance:0.00} ± {feature.Bound:0.00}");
            }
        }
        #endregion
    }

    private static void Predict(ReadOnlySpan<float> input, Span<float> output) =>
        output[0] = input[0] + input[1] + input[2];
}
