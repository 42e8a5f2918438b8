using System.Globalization;
using System.Text.Json;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Toto.Data;

namespace Cairn.IntegrationTests.Cli;

public class PredictTests
{
    private static readonly string[] Small =
    [
        "--sequence-length", "48", "--prediction-length", "4", "--embed-dim", "16", "--num-layers", "1", "--num-heads", "2",
        "--mlp-hidden-dim", "32", "--epochs", "2", "--window-stride", "4",
    ];

    [Fact]
    public void Bars_that_nobody_trained_on_are_predicted_resolved_and_compared_with_the_training()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["trained"]);
        Directory.CreateDirectory(folder["later"]);
        string trained = Write(folder["trained/market.csv"], bars: 1_500);
        string later = Write(folder["later/market.csv"], bars: 1_900);
        (int exitCode, _, string errors) = CliProcess.Run(
            ["train", "--data", trained, "--store", folder["store"], .. Small]);
        Assert.True(exitCode == 0, errors);

        using JsonDocument outcome = CliProcess.RunJson("predict", "--data", later, "--store", folder["store"]);
        using JsonDocument drift = CliProcess.RunJson("drift", "--from", "2024-01-01", "--store", folder["store"]);

        JsonElement said = outcome.RootElement;
        Assert.Equal((400, 396), (said.GetProperty("predictions").GetInt32(), said.GetProperty("resolved").GetInt32()));
        Assert.Equal(16, said.GetProperty("golden_pairs").GetInt32());
        JsonElement compared = drift.RootElement.GetProperty("checkpoints")[0];
        Assert.Equal(400, compared.GetProperty("live").GetInt64());
        Assert.Equal(said.GetProperty("checkpoint").GetString(), compared.GetProperty("checkpoint").GetString());

        using var store = new SqliteRunStore(folder["store"]);
        IReadOnlyList<PredictionInfo> predictions = store.Predictions.List(new PredictionFilter { Model = "market" });
        Assert.Equal(400, predictions.Count);
        Assert.Equal(396, predictions.Count(one => one.State == PredictionState.Resolved));
        Assert.All(predictions, one => Assert.Equal(PredictionFlaws.None, one.Flaws));
        int right = predictions.Count(one => one.Outcome?.IsCorrect == true);
        Assert.Equal(said.GetProperty("accuracy").GetDouble(), right / 396d, 12);
    }

    [Fact]
    public void Bars_that_were_trained_on_are_not_predicted()
    {
        using var folder = new TempFolder();
        string data = Write(folder["market.csv"], bars: 1_500);
        CliProcess.Run(["train", "--data", data, "--store", folder["store"], .. Small]);

        (int exitCode, _, string errors) = CliProcess.Run("predict", "--data", data, "--store", folder["store"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("market has none after that", errors, StringComparison.Ordinal);
    }

    private static string Write(string path, int bars)
    {
        OhlcvSeries series = GeneratedMarket.Create(bars, seed: 3).Series;
        IEnumerable<string> rows = Enumerable.Range(0, series.Count).Select(bar => string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Times[bar]:u},{series.Open[bar]:R},{series.High[bar]:R},{series.Low[bar]:R},{series.Close[bar]:R},"
            + $"{series.Volume[bar]:R}"));
        File.WriteAllLines(path, ["Time,Open,High,Low,Close,Volume", .. rows]);
        return path;
    }
}
