using System.Buffers.Binary;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// 64 bits that tell answers to the same features apart: action, confidence and probabilities as they are stored, so
/// that it is the same when they are read back. In memory only. Stateless.
/// </summary>
internal static class AnswerHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public static ulong Of(long action, double confidence, ReadOnlySpan<byte> probabilities)
    {
        ulong hash = Add((ulong)probabilities.Length, (ulong)action);
        hash = Add(hash, Bits(confidence));
        ReadOnlySpan<byte> rest = probabilities;
        while (rest.Length >= sizeof(ulong))
        {
            hash = Add(hash, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            rest = rest[sizeof(ulong)..];
        }

        ulong last = 0;
        foreach (byte value in rest)
        {
            last = (last << 8) | value;
        }

        return Add(hash, last);
    }

    /// <summary>SQLite knows one NaN, its NULL, and no negative zero.</summary>
    private static ulong Bits(double confidence) =>
        double.IsNaN(confidence) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(confidence + 0.0);

    /// <summary>Can be undone, so answers that differ in one place only never have the same hash.</summary>
    private static ulong Add(ulong hash, ulong value)
    {
        hash = (hash ^ value) * Multiplier;
        return hash ^ (hash >> 32);
    }
}
