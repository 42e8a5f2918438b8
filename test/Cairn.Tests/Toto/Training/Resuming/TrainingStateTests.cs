using System.Text.Json.Nodes;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training.Resuming;

public class TrainingStateTests
{
    private static readonly string State = Capture();

    public static TheoryData<string, string> Damages => new()
    {
        { "options", "" }, { "data", "" }, { "random", "" }, { "optimizer", "" }, { "progress", "" }, { "epochs", "" },
        { "callbacks", "" },
        { "options", "7" }, { "epochs", "{}" }, { "epochs", "[1]" }, { "epochs", "[{},{},{},{}]" },
        { "progress.batch", "" }, { "progress.batch", "-1" }, { "progress.batch", "15" }, { "progress.batch", "1.5" },
        { "progress.batch", "1e99" }, { "progress.batch", "\"1\"" }, { "progress.batch", "null" },
        { "progress.loss", "" }, { "progress.loss", "\"nan\"" }, { "progress.loss", "[]" },
        { "progress.stop", "" }, { "progress.stop", "\"Cancelled\"" }, { "progress.stop", "3" },
        { "progress.elapsed", "5" }, { "progress.elapsed", "\"-00:00:01\"" }, { "progress.elapsed", "\"soon\"" },
        { "progress.epoch_elapsed", "\"99999999999.00:00:00\"" },
        { "random.now", "[]" }, { "random.now", "\"0123456789abcdef\"" }, { "random.now[0]", "1" },
        { "random.now[1]", "\"123\"" }, { "random.now[2]", "\"0123456789abcdeg\"" },
        {
            "random.before_epoch",
            "[\"0000000000000000\",\"0000000000000000\",\"0000000000000000\",\"0000000000000000\"]"
        },
        { "optimizer.steps", "-1" }, { "optimizer.steps", "999" },
        { "epochs[0].val_loss", "" }, { "epochs[0].val_loss", "true" }, { "epochs[0].duration", "\"\"" },
    };

    [Fact]
    public void Nothing_is_lost_or_changed_on_the_way_through_a_trainer()
    {
        var checkpoints = new CapturingCheckpoints();
        var trainer = new TotoTrainer(Small.Options, Small.Market, null, checkpoints, time: new StandingTime());
        trainer.Resume(SavedTraining.Parse(State));
        trainer.Train(new CancellationToken(canceled: true));
        Assert.Equal(State, checkpoints.Saved.Single().Text);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_kept()
    {
        string state = Replace(Replace(State, "progress.loss", "\"NaN\""), "epochs[0].val_mse", "\"-Infinity\"");
        var checkpoints = new CapturingCheckpoints();
        var trainer = new TotoTrainer(Small.Options, Small.Market, null, checkpoints, time: new StandingTime());
        trainer.Resume(SavedTraining.Parse(state));
        trainer.Train(new CancellationToken(canceled: true));
        Assert.Equal(state, checkpoints.Saved.Single().Text);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_no_trainer_wrote_is_refused_and_the_member_named(string member, string json) =>
        Assert.Contains($"damaged: {member}", Refusal(Replace(State, member, json)));

    [Theory]
    [InlineData("""{"batch":0,"batch":0}""")]
    [InlineData("""{"batch":"\ud800"}""")]
    [InlineData("""{"\ud800":0}""")]
    public void Json_that_means_nothing_is_refused(string progress)
    {
        var parts = SavedTraining.Parse(State).ToDictionary();
        parts["progress"] = JsonNode.Parse(progress);
        var trainer = new TotoTrainer(Small.Options, Small.Market);
        Assert.Contains("damaged", Assert.Throws<ArgumentException>(() => trainer.Resume(parts)).Message);
    }

    [Fact]
    public void All_epochs_finished_and_no_end_is_a_contradiction()
    {
        string epoch = JsonNode.Parse(State)!["epochs"]![0]!.ToJsonString();
        Assert.Contains("damaged: progress", Refusal(Replace(State, "epochs", $"[{epoch},{epoch},{epoch}]")));
    }

    [Fact]
    public void Every_setting_that_differs_is_an_error_that_names_it_and_both_values()
    {
        var settings = Small.Options.ToParameters().ToDictionary();
        Assert.True(settings.Remove("threads"));
        foreach ((string name, object? value) in settings)
        {
            string error = Refusal(Replace(State, $"options.{name}", "77"));
            Assert.Contains($"{name} is 77 there and {(value is string ? $"\"{value}\"" : $"{value}")} here", error);
        }
    }

    [Fact]
    public void More_epochs_are_another_training() => Assert.Contains(
        "epochs is 3 there and 4 here",
        Assert.Throws<ArgumentException>(
            () => new TotoTrainer(Small.OptionsFor(4), Small.Market).Resume(SavedTraining.Parse(State))).Message);

    [Theory]
    [InlineData(300, 2)]
    [InlineData(301, 1)]
    public void Other_bars_are_refused(int bars, int seed)
    {
        var trainer = new TotoTrainer(Small.Options, GeneratedMarket.Create(bars, seed));
        ArgumentException error = Assert.Throws<ArgumentException>(() => trainer.Resume(SavedTraining.Parse(State)));
        Assert.Contains($"other data: bars are 300 there and {bars} here", error.Message);
    }

    [Fact]
    public void The_same_bars_may_be_called_otherwise()
    {
        OhlcvSeries series = Small.Market.Series;
        var bars = new Bar[series.Count];
        for (int i = 0; i < bars.Length; i++)
        {
            bars[i] = new Bar(
                series.Times[i], series.Open[i], series.High[i], series.Low[i], series.Close[i], series.Volume[i]);
        }

        var trainer = new TotoTrainer(Small.Options, new MarketData(new OhlcvSeries("MOVED", bars), []));
        trainer.Resume(SavedTraining.Parse(State));
        Assert.Equal(19, trainer.Step);
    }

    [Fact]
    public void A_refused_state_changes_nothing()
    {
        var trainer = new TotoTrainer(Small.Options, Small.Market);
        string damaged = Replace(State, "progress.epoch_elapsed", "0");
        Assert.Throws<ArgumentException>(() => trainer.Resume(SavedTraining.Parse(damaged)));
        Assert.Equal(0, trainer.Step);
        Assert.Equal(
            new TotoTrainer(Small.Options, Small.Market).Train().Best!.Validation, trainer.Train().Best!.Validation);
    }

    [Fact]
    public void Parts_of_others_are_not_looked_at()
    {
        var trainer = new TotoTrainer(Small.Options, Small.Market);
        trainer.Resume(SavedTraining.Parse(Replace(State, "others", "{\"patience\":3}")));
        Assert.Equal(19, trainer.Step);
    }

    /// <summary>After the fifth batch of the second epoch.</summary>
    private static string Capture()
    {
        var checkpoints = new CapturingCheckpoints();
        new TotoTrainer(Small.Options, Small.Market, null, checkpoints).Train();
        return checkpoints.Saved.First(point => point.Step == 19).Text;
    }

    private static string Refusal(string state)
    {
        var trainer = new TotoTrainer(Small.Options, Small.Market);
        return Assert.Throws<ArgumentException>(() => trainer.Resume(SavedTraining.Parse(state))).Message;
    }

    /// <summary>Puts JSON in the place of a member; nothing takes it away.</summary>
    private static string Replace(string state, string member, string json)
    {
        JsonNode root = JsonNode.Parse(state)!, parent = root;
        string[] path = member.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (string step in path.SkipLast(1))
        {
            parent = step[0] == '[' ? parent[int.Parse(step[1..^1])]! : parent[step]!;
        }

        if (json.Length == 0)
        {
            parent.AsObject().Remove(path[^1]);
        }
        else if (path[^1][0] == '[')
        {
            parent[int.Parse(path[^1][1..^1])] = JsonNode.Parse(json);
        }
        else
        {
            parent[path[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }

    /// <summary>A clock that does not move.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
