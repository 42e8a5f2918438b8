using System.Globalization;

namespace Cairn.Drawing;

/// <summary>The round numbers at an axis, and the range that it shows. Immutable.</summary>
internal sealed class AxisTicks
{
    // Beyond it the length of a range would be no number any more.
    public const double Largest = 1e300;

    private const int MaxDecimals = 12;

    private readonly double _step;
    private readonly double _first;
    private readonly int _count;

    private AxisTicks(double from, double to, int wanted)
    {
        (From, To) = (from, to);
        _step = NiceStep((to - from) / wanted);
        double first = Math.Ceiling(from / _step * (1 - 1e-12));
        _count = (int)Math.Clamp(Math.Floor((to / _step) + 1e-9) - first + 1, 0, wanted * 4);
        _first = first * _step;
    }

    public double From { get; }

    public double To { get; }

    public IEnumerable<double> Values => Enumerable.Range(0, _count).Select(tick => Round(_first + (tick * _step)));

    /// <param name="min">Smallest value, finite.</param>
    /// <param name="max">Largest value, finite.</param>
    /// <param name="wanted">About how many numbers there is room for.</param>
    /// <param name="air">Which part of the range is left free at each end.</param>
    public static AxisTicks For(double min, double max, int wanted, double air)
    {
        double size = Math.Max(Math.Abs(min), Math.Abs(max));
        double range = max - min;
        if (range <= size * 1e-9)
        {
            double around = size > 0 ? size * 0.1 : 1; // all the same: some room on both sides
            return new AxisTicks(min - around, max + around, wanted);
        }

        return new AxisTicks(min - (range * air), max + (range * air), wanted);
    }

    /// <summary>The number with as many digits as tell it from its neighbours.</summary>
    public string Format(double value)
    {
        double size = Math.Max(Math.Abs(From), Math.Abs(To));
        if (size >= 1e7 || size < 1e-3)
        {
            return value == 0 ? "0" : value.ToString("0.####e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(_step) - 1e-9), 0, MaxDecimals);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>1, 2 or 5 times a power of ten, whichever is nearest.</summary>
    private static double NiceStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            < 1.5 => power,
            < 3.5 => 2 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }

    /// <summary>Sums of steps end a little beside zero.</summary>
    private double Round(double value) => Math.Abs(value) < _step * 1e-6 ? 0 : value;
}
