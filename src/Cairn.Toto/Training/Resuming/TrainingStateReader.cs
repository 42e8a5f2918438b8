using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Toto.Training.Resuming;

/// <summary>Reads what <see cref="TrainingStateWriter"/> wrote, or what somebody made of it.</summary>
/// <param name="parts">All of it; parts of others are not looked at.</param>
internal sealed class TrainingStateReader(IReadOnlyDictionary<string, JsonNode?> parts)
{
    /// <exception cref="ArgumentException">It is damaged or of another setup; the message names the member.</exception>
    public TrainingState Read(TrainingSetup setup, int batches)
    {
        try
        {
            CheckSetup(setup);
            return ReadState(setup, batches);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A member twice, or half a character: what no member can be blamed for.
            throw new ArgumentException($"The saved state is damaged: {exception.Message}", exception);
        }
    }

    private TrainingState ReadState(TrainingSetup setup, int batches)
    {
        SavedValue progress = Part("progress"), random = Part("random");
        EpochHistory history = ReadHistory(setup.Epochs);
        int batch = progress["batch"].Integer(0, batches);
        StopReason? stop = progress["stop"].Stop();
        if (history.Epochs.Count == setup.Epochs && (batch > 0 || stop is null))
        {
            throw progress.Error("the end, as all epochs are finished: batch 0, and a stop");
        }

        return new TrainingState(
            history, batch, progress["loss"].Number(), stop, random["before_epoch"].Random(), random["now"].Random(),
            Part("optimizer")["steps"].Integer(0, history.Epochs.Count * batches + batch),
            progress["elapsed"].Duration(), progress["epoch_elapsed"].Duration(), Part("callbacks").Object());
    }

    private SavedValue Part(string name) => SavedValue.Of(parts, name);

    private void CheckSetup(TrainingSetup setup)
    {
        SavedValue options = Part("options");
        foreach ((string name, object? value) in setup.Settings)
        {
            JsonValue here = TrainingStateWriter.Setting(value);
            if (!options[name].Is(here))
            {
                throw new ArgumentException(
                    $"The saved state is of another training: {name} is {options[name]} there and "
                    + $"{here.ToJsonString()} here. To resume exactly, give all settings as they were; only the threads may differ.");
            }
        }

        SavedValue data = Part("data");
        if (!data["bars"].Is(JsonValue.Create(setup.Bars))
            || !data["sha256"].Is(JsonValue.Create(setup.BarsDigest)))
        {
            throw new ArgumentException(
                $"The saved state is of other data: bars are {data["bars"]} there and {setup.Bars} here, SHA-256 is "
                + $"{data["sha256"]} there and \"{setup.BarsDigest}\" here. To resume exactly, give the same data.");
        }
    }

    private EpochHistory ReadHistory(int atMost)
    {
        var history = new EpochHistory();
        foreach (SavedValue epoch in Part("epochs").Items(atMost))
        {
            var validation = new Evaluation(
                epoch["val_loss"].Number(), epoch["val_mae"].Number(), epoch["val_mse"].Number());
            history.Add(
                epoch["train_loss"].Number(), validation, epoch["samples_per_second"].Number(),
                epoch["duration"].Duration());
        }

        return history;
    }
}
