using Cairn.Storage;

namespace Cairn.Tests.Cli;

/// <summary>Values that tests of the command line need and do not care about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 35, 0, TimeSpan.Zero);

    public static SeriesBucket Bucket(params SeriesPoint[] points)
    {
        SeriesPoint[] numbers = points.Where(point => !double.IsNaN(point.Value)).ToArray();
        SeriesPoint[] finite = numbers.Where(point => double.IsFinite(point.Value)).ToArray();
        SeriesPoint lowest = numbers.Length == 0 ? points[0] : numbers.MinBy(point => point.Value);
        SeriesPoint highest = numbers.Length == 0 ? points[0] : numbers.MaxBy(point => point.Value);
        return new SeriesBucket
        {
            MinStep = points[0].Step,
            MaxStep = points[^1].Step,
            Count = points.Length,
            NanCount = points.Length - numbers.Length,
            FiniteCount = finite.Length,
            First = points[0].Value,
            Last = points[^1].Value,
            Min = lowest.Value,
            Max = highest.Value,
            StepOfMin = lowest.Step,
            StepOfMax = highest.Step,
            Sum = finite.Sum(point => point.Value),
        };
    }

    public static IReadOnlyList<SeriesBucket> Buckets(params double[] values) =>
        [.. values.Select((value, step) => Bucket(new SeriesPoint(step, 0, value)))];
}
