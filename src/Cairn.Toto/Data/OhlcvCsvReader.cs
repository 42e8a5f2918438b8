namespace Cairn.Toto.Data;

/// <summary>
/// Reads price bars from a CSV file (comma, semicolon or tab). The header may name the columns in any case and order;
/// the time column may be unnamed; other columns are ignored. Times are ISO 8601 (UTC unless they say otherwise),
/// yyyyMMdd, or seconds or milliseconds since 1970. One reader for one file.
/// </summary>
public sealed class OhlcvCsvReader
{
    private readonly string _path;
    private readonly CsvReadOptions _options;
    private readonly NoticeBook _notices = new();

    private OhlcvCsvReader(string path, CsvReadOptions options)
    {
        _path = path;
        _options = options;
    }

    /// <summary>Reads a file; the symbol is its name without extension.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to do about defects; null for the defaults.</param>
    /// <returns>The bars and what was mended.</returns>
    /// <exception cref="MarketDataException">The file has a defect that the options do not repair.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MarketData Read(string path, CsvReadOptions? options = null)
    {
        using StreamReader text = File.OpenText(path);
        return Read(text, path, options);
    }

    /// <summary>Reads from any text.</summary>
    /// <param name="text">The content, header first.</param>
    /// <param name="path">How to call the source in messages; its file name gives the symbol.</param>
    /// <param name="options">What to do about defects; null for the defaults.</param>
    /// <returns>The bars and what was mended.</returns>
    /// <exception cref="MarketDataException">The text has a defect that the options do not repair.</exception>
    /// <exception cref="ArgumentException"><see cref="CsvReadOptions.GapFactor"/> is below 1.</exception>
    public static MarketData Read(TextReader text, string path, CsvReadOptions? options = null)
    {
        options ??= new CsvReadOptions();
        if (!(options.GapFactor >= 1))
        {
            throw new ArgumentException($"GapFactor is {options.GapFactor}; set it to 1 or more.", nameof(options));
        }

        var reader = new OhlcvCsvReader(path, options);
        List<(int Line, Bar Bar)> rows = reader.ReadRows(text);
        if (rows.Count == 0)
        {
            throw new MarketDataException(path, 0, null, "There is no usable row.", "Check that this is a price file.");
        }

        rows = reader.InOrder(rows);
        rows = reader.WithoutDuplicates(rows);
        reader.ReportGaps(rows);
        var series = new OhlcvSeries(Path.GetFileNameWithoutExtension(path), [.. rows.Select(row => row.Bar)]);
        return new MarketData(series, reader._notices.ToList());
    }

    private List<(int Line, Bar Bar)> ReadRows(TextReader text)
    {
        var header = CsvHeader.Parse(_path, text.ReadLine());
        if (header.Volume < 0)
        {
            _notices.Add(DataIssue.MissingVolume, 0, "There is no volume column; every volume is read as 0.");
        }

        var row = new CsvRow(header);
        var rows = new List<(int, Bar)>();
        for (int number = 2; text.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (!row.TryParse(line, out Bar bar, out bool hasVolume, out RowDefect defect))
            {
                Handle(_options.OnBadRow, DataIssue.BadRow, number, defect, "The row is left out.");
                continue;
            }

            if (!hasVolume && header.Volume >= 0)
            {
                _notices.Add(DataIssue.MissingVolume, number, "The volume is empty and read as 0.");
            }

            rows.Add((number, bar));
        }

        return rows;
    }

    private List<(int Line, Bar Bar)> InOrder(List<(int Line, Bar Bar)> rows)
    {
        bool sorted = true;
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Bar.Time >= rows[i - 1].Bar.Time)
            {
                continue;
            }

            sorted = false;
            var defect = new RowDefect(null, $"{rows[i].Bar.Time:u} comes after {rows[i - 1].Bar.Time:u}.");
            Handle(_options.OnUnsorted, DataIssue.Unsorted, rows[i].Line, defect, "The rows are sorted by time.");
        }

        // OrderBy is stable: rows of the same time stay in the order of the file.
        return sorted ? rows : [.. rows.OrderBy(row => row.Bar.Time)];
    }

    private List<(int Line, Bar Bar)> WithoutDuplicates(List<(int Line, Bar Bar)> rows)
    {
        var unique = new List<(int Line, Bar Bar)>(rows.Count);
        foreach ((int Line, Bar Bar) row in rows)
        {
            if (unique.Count > 0 && unique[^1].Bar.Time == row.Bar.Time)
            {
                var defect = new RowDefect(null, $"{row.Bar.Time:u} already stands in line {unique[^1].Line}.");
                Handle(_options.OnDuplicate, DataIssue.Duplicate, row.Line, defect, "The later line is kept.");
                unique.RemoveAt(unique.Count - 1);
            }

            unique.Add(row);
        }

        return unique;
    }

    private void ReportGaps(List<(int Line, Bar Bar)> rows)
    {
        TimeSpan[] intervals = [.. rows.Skip(1).Zip(rows, (later, earlier) => later.Bar.Time - earlier.Bar.Time)];
        if (intervals.Length == 0)
        {
            return;
        }

        TimeSpan median = intervals.Order().ElementAt(intervals.Length / 2);
        for (int i = 0; i < intervals.Length; i++)
        {
            if (intervals[i] <= median * _options.GapFactor)
            {
                continue;
            }

            var defect = new RowDefect(null, $"{intervals[i]:g} after the bar before; usual are {median:g}.");
            Handle(_options.OnGap, DataIssue.Gap, rows[i + 1].Line, defect, "The bars count as neighbours.");
        }
    }

    /// <summary>Refuses the file or notes the repair. The option is named after the issue.</summary>
    private void Handle(DataPolicy policy, DataIssue issue, int line, RowDefect defect, string repair)
    {
        if (policy == DataPolicy.Error)
        {
            throw new MarketDataException(_path, line, defect.Column, defect.Problem,
                $"Correct the file, or read it with On{issue} = {DataPolicy.Repair} (now {policy}); then: {repair}");
        }

        string column = defect.Column is null ? "" : $"column '{defect.Column}': ";
        _notices.Add(issue, line, $"{column}{defect.Problem} {repair}");
    }
}
