using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training.Resuming;

/// <summary>
/// Makes JSON of a state, in parts. Numbers keep every bit; those that JSON has no digits for are the words that .NET
/// has for them. What can be derived is not written, so that it cannot contradict.
/// </summary>
internal static class TrainingStateWriter
{
    public static Dictionary<string, JsonNode?> Write(TrainingState state, TrainingSetup setup) =>
        new()
        {
            ["options"] = new JsonObject(setup.Settings.Select(
                setting => KeyValuePair.Create(setting.Key, (JsonNode?)Setting(setting.Value)))),
            ["data"] = new JsonObject { ["bars"] = setup.Bars, ["sha256"] = setup.BarsDigest },
            ["random"] = new JsonObject
            {
                ["before_epoch"] = Words(state.RandomBeforeEpoch),
                ["now"] = Words(state.Random),
            },
            ["optimizer"] = new JsonObject { ["steps"] = state.OptimizerSteps },
            ["progress"] = Progress(state),
            ["epochs"] = new JsonArray([.. state.History.Epochs.Select(Epoch)]),
            ["callbacks"] = state.Callbacks,
        };

    /// <summary>As settings are compared: numbers by value, all else by its text.</summary>
    public static JsonValue Setting(object? value) => value switch
    {
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create($"{value}"),
    };

    private static JsonObject Progress(TrainingState state) => new()
    {
        ["batch"] = state.Batch,
        ["loss"] = Number(state.Loss),
        ["stop"] = state.Stop?.ToString(),
        ["elapsed"] = Duration(state.Elapsed),
        ["epoch_elapsed"] = Duration(state.EpochElapsed),
    };

    private static JsonObject Epoch(EpochRecord epoch) => new()
    {
        ["train_loss"] = Number(epoch.TrainingLoss),
        ["val_loss"] = Number(epoch.Validation.Loss),
        ["val_mae"] = Number(epoch.Validation.MeanAbsoluteError),
        ["val_mse"] = Number(epoch.Validation.MeanSquaredError),
        ["samples_per_second"] = Number(epoch.SamplesPerSecond),
        ["duration"] = Duration(epoch.Duration),
    };

    private static JsonValue Number(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static string Duration(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    private static JsonArray Words(RandomState state) =>
        [Word(state.S0), Word(state.S1), Word(state.S2), Word(state.S3)];

    // As text, since many readers of JSON would round 64 bits.
    private static string Word(ulong word) => word.ToString("x16", CultureInfo.InvariantCulture);
}
