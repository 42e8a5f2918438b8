using System.Globalization;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Toto.Data;

namespace Cairn.Tests.Cli;

/// <summary>A small training on 300 bars in a real store, and predictions with it.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--sequence-length", "24", "--prediction-length", "4", "--embed-dim", "8", "--num-layers", "1", "--num-heads", "2",
        "--mlp-hidden-dim", "8", "--epochs", "1", "--window-stride", "4", "--threads", "1",
    ];

    private readonly TempFolder _folder = new();
    private CliHarness _cli = new();

    public PredictCommandTests() =>
        Assert.True(Run(["train", "--data", Write("market", 300), .. Small]) == ExitCodes.Done, _cli.Error);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bars_of_the_training_are_not_predicted_under_another_name()
    {
        Assert.Equal(ExitCodes.Failed, Run("predict", "--data", Write("renamed", 300)));
        Assert.Contains("renamed has none after that", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("--from-the-start", _cli.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, Run("predict", "--data", Write("longer", 320), "--json"));
        Assert.Equal(20, _cli.Json.GetProperty("predictions").GetInt32());
        Assert.Equal(0, _cli.Json.GetProperty("from_training_time").GetInt32());
    }

    [Fact]
    public void Another_market_is_predicted_from_the_start_when_that_is_asked_for()
    {
        string other = Write("other", 320);

        Assert.Equal(ExitCodes.Done, Run("predict", "--data", other, "--from-the-start", "--limit", "30"));
        Assert.Contains("10 of them are from the time of the training", _cli.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, Run("predict", "--data", other, "--from-the-start", "--json"));
        Assert.Equal(297, _cli.Json.GetProperty("predictions").GetInt32());
        Assert.Equal(277, _cli.Json.GetProperty("from_training_time").GetInt32());
    }

    [Fact]
    public void A_contract_that_the_model_has_is_not_replaced_by_another()
    {
        var contract = new ModelContract { Model = "market", Horizon = TimeSpan.FromHours(1) };
        using (var tracker = CairnTracker.Open(_folder["store"]))
        {
            tracker.Inference.Declare(contract);
        }

        Assert.Equal(ExitCodes.Failed, Run("predict", "--data", Write("longer", 320)));

        Assert.Contains("Predictions of market are judged by the action; horizon 1h 00m", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("would be judged by the value: UP above, DOWN below; horizon 4h 00m", _cli.Error, StringComparison.Ordinal);
        using var store = new SqliteRunStore(_folder["store"]);
        Assert.Equal(contract, store.Predictions.FindContract("market"));
        Assert.Empty(store.Predictions.ListModels());
    }

    [Fact]
    public void The_same_contract_is_no_obstacle_to_predicting_again()
    {
        string data = Write("longer", 320);
        Assert.Equal(ExitCodes.Done, Run("predict", "--data", data));
        Assert.True(Run("predict", "--data", data) == ExitCodes.Done, _cli.Error);
    }

    [Fact]
    public void Predictions_need_no_database_to_begin_with()
    {
        File.Delete(_folder["store/cairn.db"]);
        Assert.True(Run("predict", "--data", Write("longer", 320)) == ExitCodes.Done, _cli.Error);
    }

    private int Run(params string[] args)
    {
        _cli = new CliHarness { UsesRealStores = true };
        return _cli.RunIn(_folder["store"], args);
    }

    private string Write(string name, int bars)
    {
        OhlcvSeries series = GeneratedMarket.Create(bars, seed: 3).Series;
        IEnumerable<string> rows = Enumerable.Range(0, series.Count).Select(bar => string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Times[bar]:u},{series.Open[bar]:R},{series.High[bar]:R},{series.Low[bar]:R},{series.Close[bar]:R},"
            + $"{series.Volume[bar]:R}"));
        string path = _folder[name + ".csv"];
        File.WriteAllLines(path, ["Time,Open,High,Low,Close,Volume", .. rows]);
        return path;
    }
}
