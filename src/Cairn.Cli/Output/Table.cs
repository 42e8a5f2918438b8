namespace Cairn.Cli.Output;

/// <summary>
/// Columns of text for people. On a screen it fits the width: columns that may go are left out, then those that may be
/// narrow are cut. Piped, every cell is whole. Rows are held until written.
/// </summary>
internal sealed class Table(params Column[] columns)
{
    private const string Gap = "  ";

    private readonly List<Cell[]> _rows = [];

    public bool HasTitles { get; init; } = true;

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Write(Terminal terminal)
    {
        List<(int Index, int Width)> layout = Layout(terminal.IsInteractive ? terminal.Width : int.MaxValue);
        if (HasTitles)
        {
            WriteRow(terminal, layout, index => new Cell(columns[index].Title, Style.Dim));
        }

        foreach (Cell[] row in _rows)
        {
            WriteRow(terminal, layout, index => row[index]);
        }
    }

    private static int Total(List<(int Index, int Width)> layout) =>
        layout.Sum(column => column.Width) + (Gap.Length * (layout.Count - 1));

    private List<(int Index, int Width)> Layout(int room)
    {
        var layout = new List<(int Index, int Width)>();
        for (int index = 0; index < columns.Length; index++)
        {
            layout.Add((index, NaturalWidth(index)));
        }

        while (Total(layout) - Spare(layout) > room && NextToDrop(layout) is { } dropped)
        {
            layout.RemoveAt(dropped);
        }

        for (int excess = Total(layout) - room; excess > 0 && WidestToCut(layout) is { } cut; excess--)
        {
            layout[cut] = layout[cut] with { Width = layout[cut].Width - 1 };
        }

        return layout;
    }

    private int NaturalWidth(int index) =>
        _rows.Select(row => TextWidth.Of(row[index].Text)).Append(columns[index].Title.Length).Max();

    private int Spare(List<(int Index, int Width)> layout) => layout.Sum(column => SpareOf(column));

    private int SpareOf((int Index, int Width) column) =>
        columns[column.Index].MinWidth is > 0 and var narrowest ? Math.Max(0, column.Width - narrowest) : 0;

    private int? NextToDrop(List<(int Index, int Width)> layout)
    {
        int? next = null;
        for (int at = 0; at < layout.Count; at++)
        {
            int order = columns[layout[at].Index].DropOrder;
            if (order > 0 && (next is null || order < columns[layout[next.Value].Index].DropOrder))
            {
                next = at;
            }
        }

        return next;
    }

    private int? WidestToCut(List<(int Index, int Width)> layout)
    {
        int? widest = null;
        for (int at = 0; at < layout.Count; at++)
        {
            if (SpareOf(layout[at]) == 0)
            {
                continue;
            }

            if (widest is null || layout[at].Width > layout[widest.Value].Width)
            {
                widest = at;
            }
        }

        return widest;
    }

    private void WriteRow(Terminal terminal, List<(int Index, int Width)> layout, Func<int, Cell> cellOf)
    {
        for (int at = 0; at < layout.Count; at++)
        {
            (int index, int width) = layout[at];
            Cell cell = cellOf(index);
            string text = TextWidth.Fit(cell.Text, width, terminal.Symbols.Cut);
            string padding = new string(' ', width - TextWidth.Of(text));
            bool isLast = at == layout.Count - 1;
            if (isLast && text.Length == 0)
            {
                break;
            }

            if (at > 0)
            {
                terminal.Out.Write(Gap);
            }

            if (columns[index].IsNumber)
            {
                terminal.Out.Write(padding);
            }

            terminal.Out.Write(terminal.Styled(text, cell.Style));
            if (!columns[index].IsNumber && !isLast)
            {
                terminal.Out.Write(padding);
            }
        }

        terminal.Out.WriteLine();
    }
}
