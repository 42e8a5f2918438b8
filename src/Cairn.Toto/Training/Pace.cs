namespace Cairn.Toto.Training;

/// <summary>Counts epochs, batches and time in one training.</summary>
internal sealed class Pace(TimeProvider time, int epochs, int samplesPerEpoch, int batchSize)
{
    private readonly long _started = time.GetTimestamp();
    private readonly int _batches = (samplesPerEpoch + batchSize - 1) / batchSize;
    private long _epochStarted;
    private int _samples;

    public int Epochs => epochs;

    public int TotalSteps => epochs * _batches;

    /// <summary>The present epoch, counted from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps taken in all epochs.</summary>
    public int Step { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public TimeSpan EpochElapsed => time.GetElapsedTime(_epochStarted);

    /// <summary>Windows learned from per second since the epoch started; 0 while the clock stands still.</summary>
    public double SamplesPerSecond => EpochElapsed > TimeSpan.Zero ? _samples / EpochElapsed.TotalSeconds : 0;

    public void StartEpoch()
    {
        Epoch++;
        _samples = 0;
        _epochStarted = time.GetTimestamp();
    }

    public TrainingProgress EndStep(int samples, double loss, double norm, double rate, double? validationLoss)
    {
        Step++;
        _samples += samples;
        int batch = Step - (Epoch - 1) * _batches;
        TimeSpan left = Elapsed * ((double)(TotalSteps - Step) / Step);
        return new TrainingProgress(
            Epoch, epochs, batch, _batches, Step, loss, norm, rate, validationLoss, SamplesPerSecond, left);
    }
}
