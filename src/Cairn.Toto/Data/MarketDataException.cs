namespace Cairn.Toto.Data;

/// <summary>A price file cannot be used as it is. The message names the place, what is wrong and the remedy.</summary>
public sealed class MarketDataException : Exception
{
    internal MarketDataException(string path, int line, string? column, string problem, string remedy)
        : base($"{PlaceOf(path, line, column)}: {problem} {remedy}")
    {
        Path = path;
        Line = line;
        Column = column;
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The line, counted from 1; 0 when the whole file is meant.</summary>
    public int Line { get; }

    /// <summary>The column as the header spells it; null when the whole line is meant.</summary>
    public string? Column { get; }

    private static string PlaceOf(string path, int line, string? column) =>
        path + (line == 0 ? "" : $", line {line}") + (column is null ? "" : $", column '{column}'");
}
