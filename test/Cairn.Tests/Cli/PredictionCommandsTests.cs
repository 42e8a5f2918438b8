using System.Text.Json;
using Cairn.Cli;
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
            _cli.OutputWithoutPadding,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Alarms_are_listed_and_statistics_lead_to_them()
    {
        Store.Alarms.Add(new RunEvent(
            1, Some.Now.AddMinutes(-5), "frozen_feed", 3, null, null, "", "dqn_agent was given the same features 10 times.", ""));

        Assert.Equal(ExitCodes.Done, _cli.Run("predictions", "alarms"));
        Assert.Equal(
            "Nov 21 14:30  frozen_feed  dqn_agent was given the same features 10 times.\n",
            _cli.OutputWithoutPadding,
            ignoreLineEndingDifferences: true);

        var stats = new CliHarness();
        stats.Store.Predictions.Add(1 * Minute);
        stats.Store.Predictions.Alarms.AddRange(Store.Alarms);
        stats.Run("predictions", "stats");
        Assert.Contains("1 alarm in the last seven days: `cairn predictions alarms`", stats.Output, StringComparison.Ordinal);
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
        Assert.Equal(ExitCodes.Failed, new CliHarness().Run("predictions", "stats"));
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
        Assert.Equal(
            ["look_ahead", "frozen_feed"], one.GetProperty("flaws").EnumerateArray().Select(flaw => flaw.GetString()));
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
    public void The_tail_prints_once_what_comes_while_it_begins()
    {
        Store.Add(3 * Minute);
        int lists = 0;
        Store.OnListed = () =>
        {
            if (++lists == 1)
            {
                Store.Add(2 * Minute);
            }
        };
        int waits = 0;
        _cli.OnWait = () => ++waits < 3;

        _cli.Run("predictions", "tail", "--follow");

        Assert.Equal(
            ["7f3a9c01-1", "7f3a9c01-2"],
            _cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd().Split(' ')[^1]));
    }

    [Fact]
    public void Outcomes_are_listed_with_what_came_of_each()
    {
        PredictionInfo prediction = Store.Add(Minute);
        Store.Outcomes.Add(Outcome(prediction.Id, isCorrect: true));
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
        JsonElement one = Assert.Single(filtered.Json.GetProperty("outcomes").EnumerateArray());
        Assert.Equal("waiting", one.GetProperty("status").GetString());
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

    private IEnumerable<long> Listed(params string[] options)
    {
        var cli = new CliHarness();
        cli.Store.Predictions.Predictions.AddRange(Store.Predictions);
        Assert.Equal(ExitCodes.Done, cli.Run(["predictions", "list", "--json", .. options]));
        return [.. cli.Json.GetProperty("predictions").EnumerateArray()
            .Select(one => long.Parse(one.GetProperty("id").GetString()!.Split('-')[^1], null))];
    }
}
