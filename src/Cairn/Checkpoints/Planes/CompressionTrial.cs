namespace Cairn.Checkpoints.Planes;

/// <summary>What compressing a sample of a file gave.</summary>
/// <param name="RawBytes">Bytes of the sample.</param>
/// <param name="CompressedBytes">What is left of them.</param>
internal readonly record struct CompressionTrial(long RawBytes, long CompressedBytes)
{
    /// <summary>
    /// Below this, a reader's time is worth more than the space. Random bytes are at 0, weights at 0.13 or more.
    /// </summary>
    private const double LeastGain = 0.05;

    /// <summary>The part of the file that would be saved; negative when it would grow.</summary>
    public double Gain => RawBytes == 0 ? 0 : 1 - ((double)CompressedBytes / RawBytes);

    public bool IsWorthIt => Gain >= LeastGain;
}
