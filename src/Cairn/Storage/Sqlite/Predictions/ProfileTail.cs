using System.Runtime.InteropServices;
using Cairn.Statistics;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// One prediction in <c>input_tails</c>, on its way into a profile: a byte with the logarithm of how many it was drawn
/// from, then its features, little endian. Stateless.
/// </summary>
internal static class ProfileTail
{
    /// <summary>The record is counted with its action, and its values are not looked at.</summary>
    public const byte NotDrawn = byte.MaxValue;

    private const int MaxWeightLog = 16;

    public static byte[] Write(byte weightLog, ReadOnlySpan<float> features) =>
        [weightLog, .. MemoryMarshal.AsBytes(features)];

    /// <summary>Puts it into a profile. What makes no sense counts with its action only.</summary>
    public static void AddTo(InputProfile profile, ReadOnlySpan<byte> bytes, double confidence, string action)
    {
        profile.Count(action, 1);
        if (bytes is [<= MaxWeightLog, ..])
        {
            Span<float> features = stackalloc float[Math.Min((bytes.Length - 1) / sizeof(float), InputProfile.MaxFeatures)];
            bytes.Slice(1, features.Length * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(features));
            profile.AddSample(features, confidence, bytes[0]);
        }
    }
}
