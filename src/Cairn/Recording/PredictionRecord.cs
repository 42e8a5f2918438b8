using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>A prediction: a view over journal bytes.</summary>
internal readonly ref struct PredictionRecord
{
    public PredictionRecord(
        scoped in PredictionPayload fields, ReadOnlySpan<LabelProbability> probabilities, ReadOnlySpan<float> features)
    {
        Fields = fields;
        Probabilities = probabilities;
        Features = features;
    }

    public PredictionPayload Fields { get; }

    public ReadOnlySpan<LabelProbability> Probabilities { get; }

    /// <summary>The features that were kept, the first ones.</summary>
    public ReadOnlySpan<float> Features { get; }

    /// <summary>False when the inner lengths do not fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out PredictionRecord record)
    {
        record = default;
        if (payload.Length < Unsafe.SizeOf<PredictionPayload>())
        {
            return false;
        }

        PredictionPayload fields = MemoryMarshal.Read<PredictionPayload>(payload);
        payload = payload[Unsafe.SizeOf<PredictionPayload>()..];
        int probabilities = fields.ProbabilityCount * Unsafe.SizeOf<LabelProbability>();
        if (fields.Number <= 0 || payload.Length < probabilities + (fields.KeptFeatures * sizeof(float)))
        {
            return false;
        }

        record = new PredictionRecord(
            fields,
            MemoryMarshal.Cast<byte, LabelProbability>(payload[..probabilities]),
            MemoryMarshal.Cast<byte, float>(payload[probabilities..])[..fields.KeptFeatures]);
        return true;
    }
}
