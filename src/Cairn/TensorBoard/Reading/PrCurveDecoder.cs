using Cairn.Statistics;

namespace Cairn.TensorBoard.Reading;

/// <summary>Reads precision-recall curves. Stateless.</summary>
internal static class PrCurveDecoder
{
    private const int Rows = 6;

    public static PrecisionRecallCurve? Read(TensorView tensor)
    {
        if (tensor.Rank != 2 || tensor.FirstSize != Rows || tensor.ReadAll() is not { } numbers)
        {
            return null;
        }

        return new PrecisionRecallCurve(Array.ConvertAll(numbers, number => (float)number));
    }
}
