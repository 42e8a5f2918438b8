namespace Cairn.Drawing;

/// <summary>How a chart looks.</summary>
public sealed record ChartOptions
{
    /// <summary>Smallest width and height.</summary>
    public const int MinSize = 200;

    /// <summary>Largest width and height: some 48 MB in memory while it is drawn.</summary>
    public const int MaxSize = 4000;

    /// <summary>In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>. Default 640.</summary>
    public int Width { get; init; } = 640;

    /// <summary>In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>. Default 480.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Below the chart. Default: what the chart says of itself.</summary>
    public string? XLabel { get; init; }

    /// <summary>Beside the chart, written upwards. Default: what the chart says of itself.</summary>
    public string? YLabel { get; init; }

    internal ChartOptions Checked() => IsSize(Width) && IsSize(Height)
        ? this
        : throw new ArgumentException(
            $"A chart of {Width} by {Height} pixels cannot be drawn; use {MinSize} to {MaxSize} for each.");

    private static bool IsSize(int pixels) => pixels is >= MinSize and <= MaxSize;
}
