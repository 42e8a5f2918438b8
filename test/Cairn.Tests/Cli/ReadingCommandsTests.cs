using Cairn.Cli;

namespace Cairn.Tests.Cli;

public sealed class ReadingCommandsTests
{
    private readonly CliHarness _cli = new();
    private readonly Cairn.Storage.RunInfo _run;

    public ReadingCommandsTests()
    {
        _run = _cli.Store.AddRun("20261121-143000-7f3a");
        _cli.Store.AddSeries(_run, "train/loss", 3, double.NaN, 1);
        _cli.Store.AddEvent("warning", "The loss is not a number.", level: 3, step: 1);
    }

    [Fact]
    public void Show_has_every_part_on_one_page()
    {
        _cli.Store.Runs[0] = _run with
        {
            Status = RunStatus.Failed,
            EndReason = "out of memory",
            Note = "second try",
            EnvironmentJson = """{"machine":"box","runtime":{"version":"10.0"}}""",
            SummaryJson = """{"best_val_loss":0.5}""",
        };
        _cli.Store.Parameters["embed_dim"] = "128";
        _cli.Store.Parameters["schedule"] = "\"Cosine\"";
        _cli.Store.Tags["team"] = "quant";

        Assert.Equal(ExitCodes.Done, _cli.Run("show", "latest"));

        Assert.Equal(
            """
            btc / first
              run      20261121-143000-7f3a
              status   failed: out of memory
              started  2026-11-21 14:30:00 +00:00 (5m ago), 2m 00s in all
              points   0 in 0 series
              note     second try

            Parameters
              embed_dim  128
              schedule   Cosine

            Tags
              team  quant

            Environment
              machine          box
              runtime.version  10.0

            Series
              name        points  last  min  max
              train/loss       3     1    1    3  █×▁

            Summary
              best_val_loss  0.5

            Last events
              14:35:00  warning  step 1: The loss is not a number.

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Show_as_json_keeps_stored_json_and_survives_what_is_none()
    {
        _cli.Store.Runs[0] = _run with { ConfigurationJson = """{"a":{"b":[1,2]}}""", SummaryJson = "not json" };

        _cli.Run("show", "first", "--json");

        Assert.Equal("[1,2]", _cli.Json.GetProperty("configuration").GetProperty("a").GetProperty("b").GetRawText());
        Assert.Equal("not json", _cli.Json.GetProperty("summary").GetString());
        Assert.Equal("NaN", _cli.Json.GetProperty("series")[0].GetProperty("nan_count").GetInt64() == 1 ? "NaN" : "");
        Assert.Equal("warning", _cli.Json.GetProperty("last_events")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Series_as_csv_has_exact_points()
    {
        _cli.Store.AddPoint("train/loss", 0.1 + 0.2);

        _cli.Run("series", "latest", "train/loss", "--csv", "--from", "1");

        Assert.Equal(
            """
            step,time_ms,value
            1,1795271700001,NaN
            2,1795271700002,1
            3,1795271700003,0.30000000000000004

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_bad_usage()
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("series", "latest", "train/loss", "--from", "500", "--to", "400"));
        Assert.StartsWith("--from is after --to", _cli.Error);
    }

    [Fact]
    public void Buckets_as_csv_tell_when_and_where_the_extremes_are()
    {
        _cli.Run("series", "latest", "train/loss", "--csv", "--points", "1");
        Assert.StartsWith(
            "min_step,max_step,first_time_ms,last_time_ms,count,nan_count,first,last,min,step_of_min,max,step_of_max,mean",
            _cli.Output);
    }

    [Fact]
    public void Series_as_json_has_points_or_buckets()
    {
        _cli.Run("series", "latest", "train/loss", "--json");
        Assert.Equal(
            """{"step":1,"time_utc":"2026-11-21T14:35:00.001Z","value":"NaN"}""",
            _cli.Json.GetProperty("points")[1].GetRawText());

        var summed = new CliHarness();
        summed.Store.AddSeries(summed.Store.AddRun("a"), "x", 1, 2, double.NaN, 4);
        summed.Run("series", "a", "x", "--json", "--points", "1");
        Assert.Equal(
            """{"min_step":0,"max_step":3,"count":4,"nan_count":1,"first":1,"last":4,"min":1,"max":4,"mean":2.3333333333333335}""",
            Assert.Single(summed.Json.GetProperty("buckets").EnumerateArray()).GetRawText());
    }

    [Fact]
    public void A_series_for_people_is_a_chart_with_its_figures()
    {
        _cli.Run("series", "latest", "train/loss");

        Assert.Contains("3 points · last 1 · min 1 at 2 · max 3 at 0 · mean 2 · 1 NaN", _cli.Output);
        Assert.Contains("NaN │", _cli.Output);
    }

    [Fact]
    public void An_unknown_series_names_those_that_there_are()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("series", "latest", "los"));
        Assert.Contains("has no series \"los\". It has: train/loss.", _cli.Error);
    }

    [Fact]
    public void Tail_merges_points_and_events_by_time()
    {
        _cli.Run("tail", "latest", "-n", "2");

        Assert.Equal(
            """
            14:35:00  train/loss        step 1: NaN
            14:35:00  train/loss        step 2: 1

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Tail_follows_until_the_run_ends()
    {
        _cli.Store.Runs[0] = _run with { Status = RunStatus.Running, EndedUtc = null };
        int waits = 0;
        _cli.OnWait = () =>
        {
            waits++;
            _cli.Store.AddPoint("train/loss", 10 * waits);
            if (waits == 2)
            {
                _cli.Store.Runs[0] = _run with { EndReason = "all epochs run" };
            }

            return waits < 10;
        };

        Assert.Equal(ExitCodes.Done, _cli.Run("tail", "latest", "--follow", "-n", "0"));

        Assert.Equal(2, waits);
        Assert.Equal(
            """
            14:35:00  train/loss        step 3: 10
            14:35:00  train/loss        step 4: 20
            The run completed after 2m 00s: all epochs run

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Tail_follows_as_json_lines()
    {
        _cli.Run("tail", "latest", "--follow", "--json", "-n", "1");

        Assert.Equal(
            """{"type":"point","series":"train/loss","step":2,"time_utc":"2026-11-21T14:35:00.002Z","value":1}""",
            _cli.Output.Trim());
    }

    [Fact]
    public void A_query_is_a_table_for_people()
    {
        _cli.Store.OnQuery = (_, _) => new(["name", "n"], [["a", 1L], [null, 20L], ["b\n", double.NaN]], IsTruncated: true);

        _cli.Run("query", "SELECT name, n FROM t", "--max-rows", "3");

        Assert.Equal(
            """
            name    n
            a       1
            —      20
            b\n   NaN
            3 rows

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
        Assert.Contains("There are more rows than 3.", _cli.Error);
    }

    [Fact]
    public void A_query_is_exact_for_programs()
    {
        _cli.Store.OnQuery = (_, _) => new(["a", "b"], [["x,\"y\"", new byte[] { 1, 255 }], [null, 0.1]], IsTruncated: false);

        _cli.Run("query", "SELECT 1", "--csv");
        Assert.Equal("a,b\n\"x,\"\"y\"\"\",01ff\n,0.1\n", _cli.Output.ReplaceLineEndings("\n"));

        var json = new CliHarness();
        json.Store.OnQuery = _cli.Store.OnQuery;
        json.Run("query", "SELECT 1", "--json");
        Assert.Equal(
            """{"columns":["a","b"],"rows":[["x,\"y\"","01ff"],[null,0.1]],"is_truncated":false}""",
            json.Output.Trim());
    }

    [Fact]
    public void A_refused_query_says_why_and_how_to_look()
    {
        _cli.Store.OnQuery = (_, _) => throw new ArgumentException("No such table: x.", "sql");

        Assert.Equal(ExitCodes.Failed, _cli.Run("query", "SELECT * FROM x"));
        Assert.StartsWith("No such table: x. `cairn query", _cli.Error);
    }
}
