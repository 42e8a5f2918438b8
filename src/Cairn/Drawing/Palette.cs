namespace Cairn.Drawing;

/// <summary>The colours of charts.</summary>
internal static class Palette
{
    public static readonly Rgb Paper = Rgb.Of(0xFFFFFF);
    public static readonly Rgb Ink = Rgb.Of(0x22262B);
    public static readonly Rgb Muted = Rgb.Of(0x666D75);
    public static readonly Rgb Grid = Rgb.Of(0xE6E9EC);
    public static readonly Rgb Axis = Rgb.Of(0x9AA1A9);

    // Okabe and Ito's set, which people with any kind of colour blindness can tell apart, but for its yellow, which is
    // too light for a line on white. https://jfly.uni-koeln.de/color/
    private static readonly Rgb[] Series =
    [
        Rgb.Of(0x0072B2), Rgb.Of(0xD55E00), Rgb.Of(0x009E73), Rgb.Of(0xCC79A7), Rgb.Of(0xE69F00), Rgb.Of(0x56B4E9),
    ];

    /// <summary>The colour of the series with this number; they begin again after the last.</summary>
    public static Rgb Of(int series) => Series[series % Series.Length];
}
