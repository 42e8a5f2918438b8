using System.Text.Json;
using Cairn.Cli;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

public sealed class PerformanceCommandsTests
{
    private readonly CliHarness _cli = new();

    private FakePredictionStore Store => _cli.Store.Predictions;

    [Fact]
    public void Statistics_stand_beside_their_coverage_and_say_where_there_are_too_few()
    {
        Store.AddPerformance(Figures(judged: 19), new DateOnly(2026, 11, 20));
        Store.AddPerformance(Figures(judged: 60), new DateOnly(2026, 11, 21));

        Assert.Equal(ExitCodes.Done, _cli.Run("predictions", "stats", "dqn_agent"));

        Assert.Equal(
            """
            dqn_agent · 220 predictions
            Day         Count  Coverage     Accuracy  Confidence  Value  Actions            p50 ms  p95 ms  p99 ms    Brier  Log loss  Cal. error
            2026-11-20    110       19%      too few       0.700      —  BUY 60%, SELL 40%       —       —       —  too few   too few     too few  5 expired, 3 flawed, 10 repeated
            2026-11-21    110       60%  50% (38-62)       0.700      —  BUY 60%, SELL 40%       —       —       —    0.200     0.600       0.050  5 expired, 3 flawed, 10 repeated

            """,
            _cli.OutputWithoutPadding,
            ignoreLineEndingDifferences: true);
        Assert.Equal(PerformanceSplit.Day, Store.Asked.Split);
    }

    [Fact]
    public void Statistics_are_split_and_filtered_as_asked()
    {
        Store.AddPerformance(Figures(judged: 60), new DateOnly(2026, 11, 21), "ETH/USDT");

        _cli.Run(
            "predictions", "stats", "--by", "symbol,day", "--checkpoint", "c_1",
            "--from", "2026-11-01", "--to", "2026-11-30", "--json");

        Assert.Equal(PerformanceSplit.Day | PerformanceSplit.Symbol, Store.Asked.Split);
        Assert.Equal("c_1", Store.Asked.Filter!.CheckpointId);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (Store.Asked.Filter.From, Store.Asked.Filter.To));
        JsonElement one = _cli.Json.GetProperty("performance")[0];
        Assert.Equal("2026-11-21", one.GetProperty("day").GetString());
        Assert.Equal("ETH/USDT", one.GetProperty("symbol").GetString());
        Assert.Equal(0.6, one.GetProperty("coverage").GetDouble());
        Assert.Equal(30, one.GetProperty("accuracy").GetProperty("count").GetInt64());
        Assert.True(one.GetProperty("accuracy").GetProperty("is_enough").GetBoolean());
    }

    [Theory]
    [InlineData("--by", "week")]
    [InlineData("--from", "today")]
    [InlineData("--hours", "0")]
    public void What_statistics_cannot_be_split_by_is_bad_usage(string option, string value) =>
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("predictions", "stats", option, value));

    [Fact]
    public void The_last_hours_are_of_a_whole_model()
    {
        Store.AddPerformance(Figures(judged: 60));

        Assert.Equal(ExitCodes.Done, _cli.Run("predictions", "stats", "--hours", "24"));
        Assert.Contains("dqn_agent · 110 predictions since Nov 20 14:35", _cli.Output);
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("predictions", "stats", "--hours", "24", "--symbol", "ETH/USDT"));
    }

    [Fact]
    public void An_unknown_model_names_the_known_ones()
    {
        Store.Add(TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCodes.Failed, _cli.Run("predictions", "stats", "dqn"));
        Assert.Contains("There is: dqn_agent.", _cli.Error);
    }

    [Fact]
    public void The_diagram_shows_where_the_model_is_surer_than_it_may_be()
    {
        Store.AddPerformance(Figures(judged: 60) with
        {
            Reliability =
            [
                new ReliabilityBin(0, 0.5, double.NaN, new Proportion(0, 0)),
                new ReliabilityBin(0.5, 0.6, 0.55, new Proportion(3, 10)),
                new ReliabilityBin(0.6, 0.7, 0.65, new Proportion(65, 100)),
                new ReliabilityBin(0.9, 1, 0.95, new Proportion(50, 100)),
            ],
        });

        _cli.Run("predictions", "calibration");

        Assert.Equal(
            """
            dqn_agent · 100 predictions, 60% with an outcome; calibration error 0.050
            Confidence  Count     Accuracy  0                                      1
            0.00-0.50       0            —
            0.50-0.60      10      too few
            0.60-0.70     100  65% (55-74)  ██████████████████████▓▓▓▓◆░░
            0.90-1.00     100  50% (40-60)  ████████████████▓▓▓▓░░░░              ◆   too sure by 0.45
            █▓ accuracy, ▓░ its 95% interval, ◆ mean confidence

            """,
            _cli.OutputWithoutPadding,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Without_outcomes_there_is_no_diagram_but_a_way_to_one()
    {
        Store.AddPerformance(Figures(judged: 0));

        _cli.Run("predictions", "calibration", "dqn_agent");

        Assert.Contains("No outcome says whether it was right.", _cli.Output);
        Assert.Contains("too few outcomes", _cli.Output);
    }

    private static PerformanceFigures Figures(long judged) => new()
    {
        Predictions = 110,
        Records = 100,
        Flawed = 3,
        Resolved = judged,
        Expired = 5,
        MeanConfidence = 0.7,
        Actions = new Dictionary<string, long> { ["SELL"] = 40, ["BUY"] = 60 },
        Judged = judged,
        Correct = judged / 2,
        Scored = judged,
        Brier = 0.2,
        LogLoss = 0.6,
        CalibrationError = 0.05,
    };
}
