using System.Text.Json;
using Cairn.Cli;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

public sealed class PredictionCommandsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CliHarness _cli = new();

    private FakePredictionStore Store => _cli.Store.Predictions;

    [Fact]
    public void A_list_has_the_newest_first_with_what_became_of_each()
    {
        Store.Add(3 * Minute, one => one with { State = PredictionState.Expired, Action = "SELL", RepeatCount = 2 });
        Store.Add(2 * Minute, one => one with
        {
            State = PredictionState.Resolved,
            CheckpointId = "dqn_agent_20261121_143000",
            Outcome = Outcome(one.Id, isCorrect: false),
        });
        Store.Add(1 * Minute, one => one with { Confidence = double.NaN, Flaws = PredictionFlaws.BadConfidence });

        Assert.Equal(ExitCodes.Done, _cli.Run("predictions", "list"));

        Assert.Equal(
            """
            Decided          Model      Symbol    Action   Conf    ms  Checkpoint                 Outcome      Id
            Nov 21 14:34:00  dqn_agent  ETH/USDT  BUY         —  12.5  —                          pending      7f3a9c01-3  bad_confidence
            Nov 21 14:33:00  dqn_agent  ETH/USDT  BUY     0.850  12.5  dqn_agent_20261121_143000  wrong -0.02  7f3a9c01-2
            Nov 21 14:32:00  dqn_agent  ETH/USDT  SELL    0.850  12.5  —                          expired      7f3a9c01-1  2 repeated

            """,
            WithoutPadding(_cli.Output),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Every_option_narrows_the_list()
    {
        Store.Add(5 * Minute, one => one with { Model = "enhanced_cnn" });
        Store.Add(4 * Minute, one => one with { Symbol = "BTC/USDT", Action = "HOLD" });
        Store.Add(3 * Minute, one => one with { State = PredictionState.Expired, CheckpointId = "c_1" });
        Store.Add(2 * Minute, one => one with { Flaws = PredictionFlaws.LookAhead });
        Store.Add(1 * Minute);

        Assert.Equal([1], Listed("--model", "enhanced_cnn"));
        Assert.Equal([2], Listed("--symbol", "BTC/USDT"));
        Assert.Equal([2], Listed("--action", "HOLD"));
        Assert.Equal([3], Listed("--state", "expired"));
        Assert.Equal([3], Listed("--checkpoint", "c_1"));
        Assert.Equal([4], Listed("--flaws", "look_ahead,frozen_feed"));
        Assert.Equal([4], Listed("--flaws", "any"));
        Assert.Equal([5, 4], Listed("--from", "14:33"));
        Assert.Equal([5, 4], Listed("--from", "2m"));
        Assert.Equal([3], Listed("--from", "2026-11-21 14:32:00", "--until", "2026-11-21T14:33:00Z"));
        Assert.Equal([5], Listed("--limit", "1"));
    }

    [Fact]
    public void What_cannot_be_meant_is_bad_usage()
    {
        foreach ((string option, string value, string said) in ((string, string, string)[])
            [
                ("--state", "open", "is no state; give one of pending, resolved, expired"),
                ("--flaws", "odd", "is no flaw"),
                ("--from", "yesterday", "is no time. Type it as"),
                ("--limit", "0", "give 1 or more"),
            ])
        {
            var cli = new CliHarness();
            Assert.Equal(ExitCodes.BadUsage, cli.Run("predictions", "list", option, value));
            Assert.Contains(said, cli.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCodes.BadUsage, _cli.Run("predictions", "list", "--around", "14:00", "--until", "15:00"));
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("predictions", "list", "--around", "14:00", "--within", "long"));
    }

    [Fact]
    public void Around_a_time_are_the_nearest_to_either_side()
    {
        foreach (int seconds in (int[])[400, 90, 61, 59, 30, 0])
        {
            Store.Add(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal([2, 3, 4, 5, 6], Listed("--around", "14:34"));
        Assert.Equal([3, 4], Listed("--around", "14:34", "--limit", "2"));
        Assert.Equal([2, 3, 4, 5], Listed("--around", "14:34", "--within", "30s"));
        Assert.Equal([3, 4], Listed("--around", "14:34", "--within", "29s"));
    }

    [Fact]
    public void Where_nothing_is_around_a_time_the_last_one_before_is_named()
    {
        Store.Add(60 * Minute);

        _cli.Run("predictions", "list", "--around", "14:20");

        Assert.Contains("Nothing that matches was predicted within 5m 00s of 2026-11-21 14:20:00", _cli.Output);
        Assert.Contains("The last one before was 2026-11-21 13:35:00 +00:00: `cairn why 7f3a9c01-1`.", _cli.Output);
    }

    [Fact]
    public void A_store_without_predictions_says_how_they_come_there()
    {
        _cli.Run("predictions", "list");

        Assert.Contains("There are no predictions in", _cli.Output);
        Assert.Contains("tracker.Inference.Log", _cli.Output);
        Assert.Equal(ExitCodes.Failed, _cli.Run("predictions", "stats"));
    }

    [Fact]
    public void For_programs_a_prediction_has_everything()
    {
        Store.Add(Minute, one => one with
        {
            Probabilities = new Dictionary<string, double> { ["BUY"] = 0.85, ["SELL"] = double.NaN },
            Flaws = PredictionFlaws.LookAhead | PredictionFlaws.FrozenFeed,
            State = PredictionState.Resolved,
            Outcome = Outcome(one.Id, isCorrect: null),
        });

        _cli.Run("predictions", "list", "--json");

        JsonElement one = _cli.Json.GetProperty("predictions")[0];
        Assert.Equal(FakePredictionStore.Source + "-1", one.GetProperty("id").GetString());
        Assert.Equal("NaN", one.GetProperty("probabilities").GetProperty("SELL").GetString());
        Assert.Equal("2026-11-21T14:34:00.000Z", one.GetProperty("decided_utc").GetString());
        Assert.Equal(["look_ahead", "frozen_feed"], one.GetProperty("flaws").EnumerateArray().Select(flaw => flaw.GetString()));
        Assert.Equal("resolved", one.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("outcome").GetProperty("is_correct").ValueKind);
        Assert.Equal("applied", one.GetProperty("outcome").GetProperty("status").GetString());
    }

    [Fact]
    public void The_tail_has_the_last_ones_oldest_first()
    {
        Store.Add(3 * Minute);
        Store.Add(2 * Minute);
        Store.Add(1 * Minute, one => one with { Flaws = PredictionFlaws.LookAhead });

        _cli.Run("predictions", "tail", "-n", "2");

        Assert.Equal(
            """
            Nov 21 14:33:00  dqn_agent        ETH/USDT    BUY   0.850    12.5 ms  pending       7f3a9c01-2
            Nov 21 14:34:00  dqn_agent        ETH/USDT    BUY   0.850    12.5 ms  pending       7f3a9c01-3  look_ahead

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_tail_follows_with_what_is_new_and_only_that()
    {
        Store.Add(3 * Minute);
        int waits = 0;
        _cli.OnWait = () =>
        {
            if (waits == 0)
            {
                Store.Add(2 * Minute);
                Store.Add(4 * Minute, one => one with { Symbol = "late" });
            }

            return ++waits < 3;
        };

        _cli.Run("predictions", "tail", "--follow");

        Assert.Equal(
            ["7f3a9c01-1", "7f3a9c01-3", "7f3a9c01-2"],
            _cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd().Split(' ')[^1]));
    }

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
            WithoutPadding(_cli.Output),
            ignoreLineEndingDifferences: true);
        Assert.Equal(PerformanceSplit.Day, Store.Asked.Split);
    }

    [Fact]
    public void Statistics_are_split_and_filtered_as_asked()
    {
        Store.AddPerformance(Figures(judged: 60), new DateOnly(2026, 11, 21), "ETH/USDT");

        _cli.Run(
            "predictions", "stats", "--by", "symbol,day", "--checkpoint", "c_1", "--from", "2026-11-01", "--to", "2026-11-30", "--json");

        Assert.Equal(PerformanceSplit.Day | PerformanceSplit.Symbol, Store.Asked.Split);
        Assert.Equal("c_1", Store.Asked.Filter!.CheckpointId);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (Store.Asked.Filter.From!.Value, Store.Asked.Filter.To!.Value));
        JsonElement one = _cli.Json.GetProperty("performance")[0];
        Assert.Equal(("2026-11-21", "ETH/USDT"), (one.GetProperty("day").GetString(), one.GetProperty("symbol").GetString()));
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
        Store.Add(Minute);

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
            WithoutPadding(_cli.Output),
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

    [Fact]
    public void Outcomes_are_listed_with_what_came_of_each()
    {
        PredictionInfo one = Store.Add(Minute);
        Store.Outcomes.Add(Outcome(one.Id, isCorrect: true));
        Store.Outcomes.Add(Outcome(null, isCorrect: null) with
        {
            Status = OutcomeStatus.Waiting,
            Reference = "@" + Some.Now.ToUnixTimeMilliseconds(),
            Actual = "",
        });

        _cli.Run("outcomes", "list");

        Assert.Equal(
            """
            Time             Status   Model      Symbol    Actual  Value  Right  Prediction
            Nov 21 14:35:00  applied  dqn_agent  ETH/USDT  SELL    -0.02  yes    7f3a9c01-1
            Nov 21 14:35:00  waiting  dqn_agent  ETH/USDT  —       -0.02  —      decided Nov 21 14:35:00

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
        var filtered = new CliHarness();
        filtered.Store.Predictions.Outcomes.AddRange(Store.Outcomes);
        filtered.Run("outcomes", "list", "--status", "waiting", "--json");
        Assert.Equal("waiting", Assert.Single(filtered.Json.GetProperty("outcomes").EnumerateArray()).GetProperty("status").GetString());
    }

    private static OutcomeInfo Outcome(PredictionId? prediction, bool? isCorrect) => new()
    {
        Id = 1,
        Prediction = prediction,
        Model = "dqn_agent",
        Symbol = "ETH/USDT",
        Actual = "SELL",
        Value = -0.02,
        Time = Some.Now,
        ReceivedTime = Some.Now,
        Status = OutcomeStatus.Applied,
        IsCorrect = isCorrect,
    };

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

    private static string WithoutPadding(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.TrimEnd()));

    private IEnumerable<long> Listed(params string[] options)
    {
        var cli = new CliHarness();
        cli.Store.Predictions.Predictions.AddRange(Store.Predictions);
        Assert.Equal(ExitCodes.Done, cli.Run(["predictions", "list", "--json", .. options]));
        return [.. cli.Json.GetProperty("predictions").EnumerateArray()
            .Select(one => long.Parse(one.GetProperty("id").GetString()!.Split('-')[^1], null))];
    }
}
