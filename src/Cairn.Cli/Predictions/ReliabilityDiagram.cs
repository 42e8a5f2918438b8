using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Statistics;

namespace Cairn.Cli.Predictions;

/// <summary>
/// How often a model was right by how sure it was, as a picture of text: a bar to the accuracy, shaded over its interval,
/// and a mark where the confidence is. A calibrated model has every mark inside the interval.
/// </summary>
internal sealed class ReliabilityDiagram(Terminal terminal)
{
    private const int UsualWidth = 40;
    private const int NarrowestWidth = 16;

    /// <summary>Range, count, accuracy, verdict, and what is between them.</summary>
    private const int TextWidth = 46;

    private readonly char _bar = terminal.HasUnicode ? '█' : '#';
    private readonly char _inInterval = terminal.HasUnicode ? '▓' : '=';
    private readonly char _beyond = terminal.HasUnicode ? '░' : ':';
    private readonly char _mark = terminal.HasUnicode ? '◆' : 'O';

    public int Width { get; } = terminal.IsInteractive
        ? Math.Clamp(terminal.Width - TextWidth, NarrowestWidth, UsualWidth)
        : UsualWidth;

    public void Write(IReadOnlyList<ReliabilityBin> bins)
    {
        var table = new Table(
            new("Confidence"),
            new("Count", IsNumber: true),
            new("Accuracy", IsNumber: true),
            new($"0{new string(' ', Width - 2)}1"),
            new(""));
        foreach (ReliabilityBin bin in bins)
        {
            table.Add(
                $"{Bound(bin.From)}-{Bound(bin.To)}",
                Numbers.Count(bin.Accuracy.Of),
                PerformanceText.Accuracy(bin.Accuracy, terminal.Symbols),
                new(bin.HasEnough ? Draw(bin) : "", Style.Cyan),
                Verdict(bin));
        }

        table.Write(terminal);
        terminal.Out.WriteLine(terminal.Styled(
            $"{_bar}{_inInterval} accuracy, {_inInterval}{_beyond} its 95% interval, {_mark} mean confidence", Style.Dim));
    }

    /// <summary>How far the model is wrong about itself; empty where that may be chance.</summary>
    private static Cell Verdict(ReliabilityBin bin)
    {
        if (!bin.HasEnough || (bin.MeanConfidence >= bin.Accuracy.Low && bin.MeanConfidence <= bin.Accuracy.High))
        {
            return "";
        }

        double by = bin.MeanConfidence - bin.Accuracy.Value;
        string what = by > 0 ? "too sure" : "not sure enough";
        return new(string.Create(CultureInfo.InvariantCulture, $"{what} by {Math.Abs(by):0.00}"), Style.Yellow);
    }

    private static string Bound(double bound) => bound.ToString("0.00", CultureInfo.InvariantCulture);

    private string Draw(ReliabilityBin bin)
    {
        char[] picture = new char[Width];
        for (int column = 0; column < Width; column++)
        {
            double middle = (column + 0.5) / Width;
            bool isInInterval = middle >= bin.Accuracy.Low && middle <= bin.Accuracy.High;
            picture[column] = (isInInterval, middle < bin.Accuracy.Value) switch
            {
                (true, true) => _inInterval,
                (true, false) => _beyond,
                (false, true) => _bar,
                _ => ' ',
            };
        }

        picture[Math.Clamp((int)(bin.MeanConfidence * Width), 0, Width - 1)] = _mark;
        return new string(picture).TrimEnd();
    }
}
