using Cairn.Cli;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

public sealed class RunsCommandTests
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void An_empty_store_says_how_to_begin()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run("runs"));
        Assert.Contains("cairn demo", _cli.Output);
    }

    [Fact]
    public void A_missing_store_fails_and_names_the_next_step()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("runs", "--store", "/does/not/exist"));
        Assert.Contains("There is no store in /does/not/exist.", _cli.Error);
        Assert.Contains("cairn demo", _cli.Error);
        Assert.Empty(_cli.Output);
    }

    [Fact]
    public void A_run_is_a_line_with_the_validation_loss()
    {
        RunInfo run = _cli.Store.AddRun("20261121-143000-7f3a");
        _cli.Store.AddSeries(run, "train/loss", 3, 2);
        _cli.Store.AddSeries(run, "val/loss", 0.5, 0.25, 0.75);

        _cli.Run("runs");

        Assert.Equal(
            """
            Run                   Experiment  Name   Status     Started                 Took  Loss  Best  Points
            20261121-143000-7f3a  btc         first  completed  Nov 21 14:30  5m ago  2m 00s  0.75  0.25       0

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_screen_of_80_columns_keeps_ids_whole_and_lines_unbroken()
    {
        RunInfo run = _cli.Store.AddRun("20261121-143000-7f3a", "an-experiment-with-a-long-name", "and-a-run-with-one-too");
        _cli.Store.AddSeries(run, "val/loss", 0.123456, 0.234567);
        _cli.IsInteractive = true;

        _cli.Run("runs");

        Assert.All(_cli.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("20261121-143000-7f3a", _cli.Output);
        Assert.Contains("…", _cli.Output);
    }

    [Fact]
    public void Json_has_a_stable_shape()
    {
        RunInfo run = _cli.Store.AddRun("20261121-143000-7f3a", status: RunStatus.Running);
        _cli.Store.AddSeries(run, "loss", double.NaN);

        Assert.Equal(ExitCodes.Done, _cli.Run("runs", "--json"));

        Assert.Equal(
            """
            {"runs":[{"id":"20261121-143000-7f3a","experiment":"btc","name":"first","status":"running",
            "started_utc":"2026-11-21T14:30:00.000Z","ended_utc":null,"duration_seconds":300,"series_count":0,"point_count":0,
            "loss":{"name":"loss","count":1,"nan_count":1,"min_step":0,"max_step":0,"last":"NaN","min":"NaN","max":"NaN"}}]}
            """.ReplaceLineEndings(""),
            _cli.Output.Trim());
    }

    [Fact]
    public void Only_runs_that_match_are_listed()
    {
        _cli.Store.AddRun("a", "btc", status: RunStatus.Failed);
        _cli.Store.AddRun("b", "eth");

        _cli.Run("runs", "--status", "FAILED", "--experiment", "btc", "--json");

        Assert.Equal("a", Assert.Single(_cli.Json.GetProperty("runs").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("runs", "--status", "odd")]
    [InlineData("runs", "--status", "7")]
    [InlineData("runs", "--limit", "0")]
    [InlineData("runs", "--limit", "many")]
    [InlineData("runs", "--unknown", "x")]
    public void Bad_usage_has_its_own_exit_code(params string[] args)
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run(args));
        Assert.Contains("`cairn runs --help`", _cli.Error);
        Assert.Empty(_cli.Output);
    }
}
