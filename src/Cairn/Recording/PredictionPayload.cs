using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>
/// The fixed fields of a prediction as they lie in the journal: 104 bytes. Behind them come the probabilities, then the
/// features as 32-bit floats.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct PredictionPayload
{
    /// <summary>Counts the predictions of this journal, from 1: with the journal's id it is the prediction's id.</summary>
    public long Number;

    /// <summary>When it was recorded, in milliseconds.</summary>
    public long TimeMs;

    /// <summary>When the model decided, in milliseconds.</summary>
    public long DecidedMs;

    /// <summary>How old the newest of the data is, in milliseconds; <see cref="TextRecord.NoStep"/> when nobody said.</summary>
    public long DataMs;

    public double Confidence;

    /// <summary>Processing time; NaN when nobody measured.</summary>
    public double LatencyMs;

    public ulong HashLow;
    public ulong HashHigh;

    /// <summary>Memory of the process.</summary>
    public long MemoryBytes;

    public uint Model;
    public uint Symbol;
    public uint Action;

    /// <summary>0 when nobody said.</summary>
    public uint Checkpoint;

    /// <summary><c>PredictionFlaws</c>.</summary>
    public uint Flaws;

    /// <summary>Within how much time the same again is counted instead of kept; 0 for never.</summary>
    public uint WindowMs;

    /// <summary>How many features the model was given; some may not be kept.</summary>
    public int FeatureCount;

    public ushort ProbabilityCount;

    /// <summary>How many features follow.</summary>
    public ushort KeptFeatures;
}
