namespace Cairn.Toto.Data;

/// <summary>Knows which field of a row is what, from the first line of the file: any case, any order.</summary>
internal sealed class CsvHeader
{
    private static readonly char[] Separators = [',', ';', '\t'];

    // Names that say more come first: a row number often stands in an unnamed column next to a named time.
    private static readonly string[] TimeNames =
    [
        "time", "date", "datetime", "timestamp", "date_time", "open_time", "open time", "gmt time", "unix", "",
        "unnamed: 0", "index",
    ];

    private readonly string[] _names;

    private CsvHeader(string line, char separator)
    {
        Separator = separator;
        _names = [.. line.Split(separator).Select(Clean)];
        Time = Find(TimeNames);
        Open = Find("open", "o");
        High = Find("high", "h");
        Low = Find("low", "l");
        Close = Find("close", "c");
        Volume = Find("volume", "vol", "v");
    }

    public char Separator { get; }

    public int FieldCount => _names.Length;

    public int Time { get; }

    public int Open { get; }

    public int High { get; }

    public int Low { get; }

    public int Close { get; }

    /// <summary>-1 when the file has no volume.</summary>
    public int Volume { get; }

    public string this[int field] => _names[field];

    /// <exception cref="MarketDataException">A column other than the volume is missing.</exception>
    public static CsvHeader Parse(string path, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            throw new MarketDataException(path, 1, null, "There is no header.",
                "The first line must name the columns: Time,Open,High,Low,Close,Volume.");
        }

        var header = new CsvHeader(line, Separators.MaxBy(separator => line.Count(c => c == separator)));
        string? missing = header.Time < 0 ? "Time" : header.Open < 0 ? "Open" : header.High < 0 ? "High"
            : header.Low < 0 ? "Low" : header.Close < 0 ? "Close" : null;
        if (missing is null)
        {
            return header;
        }

        throw new MarketDataException(path, 1, missing, $"There is no such column among '{line}'.",
            "Name the columns Time, Open, High, Low, Close and, if known, Volume.");
    }

    private static string Clean(string name) => name.Trim().Trim('"');

    /// <summary>The first name that the header has, wherever it stands; -1 when it has none of them.</summary>
    private int Find(params string[] names)
    {
        foreach (string name in names)
        {
            int field = Array.FindIndex(_names, other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (field >= 0)
            {
                return field;
            }
        }

        return -1;
    }
}
