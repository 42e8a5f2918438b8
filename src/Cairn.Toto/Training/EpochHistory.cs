namespace Cairn.Toto.Training;

/// <summary>The finished epochs, and which of them is the best. Not thread-safe.</summary>
internal sealed class EpochHistory
{
    // Bounded by TotoOptions.Epochs.
    private readonly List<EpochRecord> _epochs = [];

    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    public EpochRecord? Last => _epochs.LastOrDefault();

    /// <summary>The first with the lowest validation loss; one that is not a number never is.</summary>
    public EpochRecord? Best { get; private set; }

    public EpochRecord Add(double trainingLoss, Evaluation validation, double samplesPerSecond, TimeSpan duration)
    {
        bool isBest = validation.Loss < (Best?.Validation.Loss ?? double.PositiveInfinity);
        var record = new EpochRecord(
            _epochs.Count + 1, trainingLoss, validation, isBest, samplesPerSecond, duration);
        _epochs.Add(record);
        Best = isBest ? record : Best;
        return record;
    }
}
