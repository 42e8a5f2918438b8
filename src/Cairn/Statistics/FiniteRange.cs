using System.Numerics;
using System.Runtime.InteropServices;

namespace Cairn.Statistics;

/// <summary>The smallest and the largest finite number of many. Immutable.</summary>
/// <param name="Min">0 when there is none.</param>
/// <param name="Max">0 when there is none.</param>
/// <param name="Count">How many are finite.</param>
internal readonly record struct FiniteRange(float Min, float Max, long Count)
{
    private const int Exponent = 0x7f800000; // all of its bits are set in NaN and infinities, and only there

    public static FiniteRange Of(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> blocks = MemoryMarshal.Cast<float, Vector<float>>(values);
        var min = new Vector<float>(float.PositiveInfinity);
        var max = new Vector<float>(float.NegativeInfinity);
        Vector<int> notCounted = Vector<int>.Zero;
        foreach (Vector<float> block in blocks)
        {
            var isFinite = Vector.LessThan(
                block.As<float, int>() & new Vector<int>(int.MaxValue), new Vector<int>(Exponent));
            min = Vector.Min(min, Vector.ConditionalSelect(isFinite, block, min));
            max = Vector.Max(max, Vector.ConditionalSelect(isFinite, block, max));
            notCounted += isFinite; // -1 for each that is
        }

        return Of(values[(blocks.Length * Vector<float>.Count)..], min, max, -Vector.Sum(Vector.WidenLower(notCounted)
            + Vector.WidenUpper(notCounted)));
    }

    private static FiniteRange Of(ReadOnlySpan<float> rest, Vector<float> mins, Vector<float> maxs, long count)
    {
        float min = float.PositiveInfinity;
        float max = float.NegativeInfinity;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            min = Math.Min(min, mins[i]);
            max = Math.Max(max, maxs[i]);
        }

        foreach (float value in rest)
        {
            if (float.IsFinite(value))
            {
                min = Math.Min(min, value);
                max = Math.Max(max, value);
                count++;
            }
        }

        return count == 0 ? default : new FiniteRange(min, max, count);
    }
}
