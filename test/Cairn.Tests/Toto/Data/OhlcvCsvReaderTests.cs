using Cairn.Toto.Data;

namespace Cairn.Tests.Toto.Data;

public class OhlcvCsvReaderTests
{
    private const string Header = "Date,Open,High,Low,Close,Volume\n";

    [Theory]
    [InlineData(",Open,High,Low,Close,Volume\n2024-05-31,1,4,0.5,2,7\n")]
    [InlineData("Date,Open,High,Low,Close,Volume\r\n2024-05-31,1,4,0.5,2,7\r\n")]
    [InlineData("volume;CLOSE;low;hIgH;open;timestamp\n7;2;0.5;4;1;2024-05-31T00:00:00Z")]
    [InlineData("\"time\",\"open\",\"high\",\"low\",\"close\",\"vol\"\n\"2024-05-31\",1,4,\"0.5\",2,\"7\"\n")]
    [InlineData("datetime\topen\thigh\tlow\tclose\tadj close\tvolume\n20240531\t1\t4\t0.5\t2\t99\t7")]
    [InlineData(",Date,Open,High,Low,Close,Volume\n0,2024-05-31,1,4,0.5,2,7\n\n")]
    public void Columns_are_found_by_name_in_any_case_order_and_separator(string text)
    {
        OhlcvSeries series = Read(text).Series;
        Assert.Equal("GOOG-1d", series.Symbol);
        Assert.Equal(new DateTime(2024, 5, 31, 0, 0, 0, DateTimeKind.Utc), Assert.Single(series.Times.ToArray()));
        Assert.Equal(DateTimeKind.Utc, series.Times[0].Kind);
        Assert.Equal((1, 4, 0.5, 2), (series.Open[0], series.High[0], series.Low[0], series.Close[0]));
        Assert.Equal(7, series.Volume[0]);
    }

    [Theory]
    [InlineData("2024-05-31 14:30")]
    [InlineData("2024-05-31 14:30:00")]
    [InlineData("2024-05-31T14:30:00.000")]
    [InlineData("2024-05-31T16:30:00+02:00")]
    [InlineData("2024/05/31 14:30:00")]
    [InlineData("1717165800")]
    [InlineData("1717165800000")]
    [InlineData("1.7171658e12")]
    public void Times_are_read_in_many_spellings(string time)
    {
        Assert.Equal(
            new DateTime(2024, 5, 31, 14, 30, 0, DateTimeKind.Utc), Read($"{Header}{time},1,1,1,1,1").Series.Times[0]);
    }

    [Theory]
    [InlineData("2024-01-02,1,x,1,1,1", "High", "'x' is not a number")]
    [InlineData("2024-01-02,NaN,1,1,1,1", "Open", "finite")]
    [InlineData("2024-01-02,1,Infinity,1,1,1", "High", "finite")]
    [InlineData("2024-01-02,1,1,-1,1,1", "Low", "above 0")]
    [InlineData("2024-01-02,1,1,1,0,1", "Close", "above 0")]
    [InlineData("2024-01-02,1,1,1,1,-1", "Volume", "at least 0")]
    [InlineData("2024-01-02,,1,1,1,1", "Open", "'' is not a number")]
    [InlineData("2024-01-02,2,1,3,2,1", "High", "below the low")]
    [InlineData("2024-01-02,2,3,1,4,1", "High", "below the open 2 or the close 4")]
    [InlineData("2024-01-02,2,5,3,4,1", "Low", "above the open 2 or the close 4")]
    [InlineData("31.05.2024,1,1,1,1,1", "Date", "not a time")]
    [InlineData("17,1,1,1,1,1", "Date", "not a time")]
    [InlineData("17171658000000000,1,1,1,1,1", "Date", "not a time")]
    [InlineData("2024-01-02,1,1", null, "3 fields where the header has 6")]
    [InlineData("2024-01-02,1,1,1,1,1,1", null, "7 fields")]
    public void Bad_row_is_an_error_that_names_place_problem_and_remedy(string row, string? column, string problem)
    {
        MarketDataException error = Assert.Throws<MarketDataException>(() => Read($"{Header}2024-01-01,1,1,1,1,1\n{row}"));
        Assert.Equal(("GOOG-1d.csv", 3, column), (error.Path, error.Line, error.Column));
        Assert.Contains(problem, error.Message);
        Assert.Contains("GOOG-1d.csv, line 3", error.Message);
        Assert.Contains("read it with OnBadRow = Repair (now Error)", error.Message);

        MarketData repaired = Read(
            $"{Header}2024-01-01,1,1,1,1,1\n{row}", new CsvReadOptions { OnBadRow = DataPolicy.Repair });
        Assert.Equal(1, repaired.Series.Count);
        DataNotice notice = Assert.Single(repaired.Notices);
        Assert.Equal((DataIssue.BadRow, 3), (notice.Issue, notice.Line));
        Assert.Contains(problem, notice.Message);
    }

    [Fact]
    public void Unsorted_rows_are_an_error_or_are_sorted_and_reported()
    {
        const string Text = Header + "2024-01-02,2,2,2,2,1\n2024-01-01,1,1,1,1,1\n2024-01-03,3,3,3,3,1";
        MarketDataException error = Assert.Throws<MarketDataException>(() => Read(Text));
        Assert.Equal(3, error.Line);
        Assert.Contains("OnUnsorted", error.Message);

        MarketData repaired = Read(Text, new CsvReadOptions { OnUnsorted = DataPolicy.Repair });
        Assert.Equal([1, 2, 3], repaired.Series.Close.ToArray());
        Assert.Equal((DataIssue.Unsorted, 3), (repaired.Notices[0].Issue, repaired.Notices[0].Line));
    }

    [Fact]
    public void Of_duplicate_rows_the_last_in_the_file_is_kept_and_reported()
    {
        const string Text = Header + "2024-01-01,1,1,1,1,1\n2024-01-02,2,2,2,2,1\n2024-01-02,3,3,3,3,1";
        MarketDataException error = Assert.Throws<MarketDataException>(() => Read(Text));
        Assert.Equal(4, error.Line);
        Assert.Contains("line 3", error.Message);
        Assert.Contains("OnDuplicate", error.Message);

        MarketData repaired = Read(Text, new CsvReadOptions { OnDuplicate = DataPolicy.Repair });
        Assert.Equal([1, 3], repaired.Series.Close.ToArray());
        Assert.Equal((DataIssue.Duplicate, 4), (repaired.Notices[0].Issue, repaired.Notices[0].Line));
    }

    [Fact]
    public void Gap_is_accepted_and_reported_or_refused()
    {
        // Pauses of 1, 1, 1, 4 and 5 days.
        int[] days = [1, 2, 3, 4, 8, 13];
        string text = Header + string.Concat(days.Select(day => $"2024-01-{day:00},1,1,1,1,1\n"));
        DataNotice notice = Assert.Single(Read(text).Notices);
        Assert.Equal((DataIssue.Gap, 7), (notice.Issue, notice.Line));
        var strict = new CsvReadOptions { OnGap = DataPolicy.Error };
        MarketDataException error = Assert.Throws<MarketDataException>(() => Read(text, strict));
        Assert.Equal(7, error.Line);
    }

    [Theory]
    [InlineData("Date,Open,High,Low,Close\n2024-01-01,1,1,1,1", 0)]
    [InlineData(Header + "2024-01-01,1,1,1,1,", 2)]
    public void Missing_volume_is_zero_and_reported(string text, int line)
    {
        MarketData data = Read(text);
        Assert.Equal(0, data.Series.Volume[0]);
        DataNotice notice = Assert.Single(data.Notices);
        Assert.Equal((DataIssue.MissingVolume, line), (notice.Issue, notice.Line));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Date,Open,High,Low,Volume\n", "Close")]
    [InlineData("When,Open,High,Low,Close\n", "Time")]
    public void Missing_header_or_column_is_an_error(string text, string? column)
    {
        MarketDataException error = Assert.Throws<MarketDataException>(() => Read(text));
        Assert.Equal((1, column), (error.Line, error.Column));
    }

    [Fact]
    public void File_without_rows_is_an_error() => Assert.Throws<MarketDataException>(() => Read(Header));

    [Fact]
    public void Many_notices_of_a_kind_are_summed_up()
    {
        string rows = string.Concat(Enumerable.Range(1, 28).Select(day => $"2024-01-{day:00},1,1,1,1,\n"));
        IReadOnlyList<DataNotice> notices = Read(Header + rows).Notices;
        Assert.Equal(21, notices.Count);
        Assert.StartsWith("8 more", notices[^1].Message);
    }

    [Fact]
    public void Real_files_are_read_without_a_complaint_but_gaps()
    {
        IEnumerable<string> places = Ancestors().Select(path => Path.Combine(path, "shared/data/ohlcv"));
        string? folder = places.FirstOrDefault(Directory.Exists);
        if (folder is null)
        {
            return;
        }

        foreach (string file in Directory.GetFiles(folder, "*.csv"))
        {
            MarketData data = OhlcvCsvReader.Read(file);
            Assert.True(data.Series.Count > 1000);
            Assert.All(data.Notices, notice => Assert.Equal(DataIssue.Gap, notice.Issue));
        }
    }

    private static IEnumerable<string> Ancestors()
    {
        for (string? path = AppContext.BaseDirectory; path is not null; path = Path.GetDirectoryName(path))
        {
            yield return path;
        }
    }

    private static MarketData Read(string text, CsvReadOptions? options = null) =>
        OhlcvCsvReader.Read(new StringReader(text), "GOOG-1d.csv", options);
}
