using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>
/// A series as a picture of text: a line through the means, a shade from minimum to maximum behind it, and a row of
/// marks where values are not finite.
/// </summary>
internal sealed class Chart
{
    public const int UsualRows = 14;
    private const string NotANumber = "NaN";
    private const string Infinite = "Inf";
    private const int LabelEvery = 4;
    private const int NarrowestPlot = 10;

    private readonly IReadOnlyList<SeriesBucket> _buckets;
    private readonly Symbols _symbols;
    private readonly Scale _steps;
    private readonly Scale _values;
    private readonly DotCanvas _canvas;
    private readonly string[] _labels;
    private readonly int _labelWidth;
    private readonly int _columns;

    private Chart(IReadOnlyList<SeriesBucket> buckets, int width, int rows, bool hasUnicode)
    {
        _buckets = buckets;
        _symbols = hasUnicode ? Symbols.Unicode : Symbols.Ascii;
        SeriesBucket[] finite = buckets.Where(bucket => bucket.FiniteCount > 0).ToArray();
        double low = finite.Select(bucket => bucket.Low()).DefaultIfEmpty().Min();
        double high = finite.Select(bucket => bucket.High()).DefaultIfEmpty().Max();
        _labels = Labels(new Scale(low, high, rows), rows);
        _labelWidth = Math.Max(NotANumber.Length, _labels.Max(label => label.Length));
        _columns = Math.Max(NarrowestPlot, width - _labelWidth - 2);
        _canvas = new DotCanvas(_columns, rows, hasUnicode);
        _steps = new Scale(buckets[0].MinStep, buckets[^1].MaxStep, _canvas.Width);
        _values = new Scale(low, high, _canvas.Height);
        Plot();
    }

    /// <summary>One for each column: more of them make a thicket of a noisy series.</summary>
    public static int BucketsFor(int width) => Math.Max(NarrowestPlot, width);

    /// <summary>The lines of the picture; none when there is nothing to show.</summary>
    public static IReadOnlyList<string> Draw(
        IReadOnlyList<SeriesBucket> buckets, int width, bool hasUnicode, int rows = UsualRows) =>
        buckets.Count == 0 ? [] : new Chart(buckets, width, rows, hasUnicode).Lines(rows);

    private static string[] Labels(Scale values, int rows)
    {
        string[] labels = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            bool isShown = row % LabelEvery == 0 && row + 1 < rows || row == rows - 1;
            labels[row] = isShown ? Numbers.Value(values.ValueAt(1 - (row / (double)(rows - 1)))) : "";
        }

        return labels;
    }

    private void Plot()
    {
        (int X, int Y)? last = null;
        foreach (SeriesBucket bucket in _buckets)
        {
            if (bucket.FiniteCount == 0)
            {
                last = null;
                continue;
            }

            (int x, int y) = (XOf(bucket), _values.DotOf(bucket.Mean()));
            _canvas.Shade(x, _values.DotOf(bucket.Low()), _values.DotOf(bucket.High()));
            _canvas.Line(last?.X ?? x, last?.Y ?? y, x, y);
            last = (x, y);
        }
    }

    private int XOf(SeriesBucket bucket) => _steps.DotOf((bucket.MinStep / 2.0) + (bucket.MaxStep / 2.0));

    private List<string> Lines(int rows)
    {
        var lines = new List<string>();
        for (int row = 0; row < rows; row++)
        {
            char axis = _labels[row].Length > 0 ? _symbols.AxisTick : _symbols.AxisY;
            lines.Add($"{_labels[row].PadLeft(_labelWidth)} {axis}{_canvas.Row(row)}");
        }

        AddMarks(lines, NotANumber, _symbols.NotANumber, bucket => bucket.NanCount > 0);
        AddMarks(lines, Infinite, _symbols.Infinity, bucket => bucket.HasInfinity());
        lines.Add($"{new string(' ', _labelWidth)} {_symbols.Corner}{new string(_symbols.AxisX, _columns)}");
        lines.Add(new string(' ', _labelWidth + 2) + StepLabels());
        return lines;
    }

    private void AddMarks(List<string> lines, string label, char mark, Func<SeriesBucket, bool> isMarked)
    {
        var marked = _buckets.Where(isMarked).Select(bucket => XOf(bucket) * _columns / _canvas.Width).ToHashSet();
        if (marked.Count == 0)
        {
            return;
        }

        string row = string.Concat(Enumerable.Range(0, _columns).Select(column => marked.Contains(column) ? mark : ' '));
        lines.Add($"{label.PadLeft(_labelWidth)} {_symbols.AxisY}{row.TrimEnd()}");
    }

    private string StepLabels()
    {
        string first = Numbers.Count((long)_steps.Low);
        string last = Numbers.Count((long)_steps.High);
        int gap = Math.Max(1, _columns - first.Length - last.Length);
        return first == last ? "step " + first : first + new string(' ', gap) + last;
    }
}
