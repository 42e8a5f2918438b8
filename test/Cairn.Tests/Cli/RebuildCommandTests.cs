using Cairn.Cli;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage.Predictions;

namespace Cairn.Tests.Cli;

public sealed class RebuildCommandTests : IDisposable
{
    private readonly PredictionTables _tables = new();
    private readonly CliHarness _cli = new() { UsesRealStores = true };

    [Fact]
    public void Statistics_become_what_the_predictions_say()
    {
        _tables.Add(TimeSpan.FromMinutes(2));
        _tables.Resolve(_tables.Add(TimeSpan.FromMinutes(1)));
        _tables.Count(_tables.Now, sums => sums.Records = 99);

        Assert.Equal(ExitCodes.Done, _cli.RunIn(_tables.Folder, "predictions", "rebuild"));

        Assert.Equal("Worked out anew from 2 predictions of dqn_agent.", _cli.Output.Trim());
        using SqliteRunStore reader = _tables.OpenReader();
        ModelPerformance day = Assert.Single(reader.Predictions.ReadPerformance());
        Assert.Equal((2, 2, 1, 1), (day.Figures.Predictions, day.Figures.Records, day.Figures.Resolved, day.Figures.Correct));
    }

    [Fact]
    public void Statistics_that_are_gone_come_back()
    {
        _tables.Add(TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCodes.Done, _cli.RunIn(_tables.Folder, "predictions", "rebuild", "dqn_agent", "--json"));

        Assert.Equal(1, _cli.Json.GetProperty("models")[0].GetProperty("predictions").GetInt64());
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public void A_model_that_has_not_predicted_is_refused_before_anything_is_recorded(params string[] options)
    {
        _tables.Count(_tables.Now, sums => sums.Records = 99);

        Assert.Equal(ExitCodes.Failed, _cli.RunIn(_tables.Folder, ["predictions", "rebuild", "nobody", .. options]));

        Assert.Contains("that has predicted is called \"nobody\". There is: dqn_agent.", _cli.Error);
        Assert.Empty(_cli.Output);
        Assert.False(Directory.Exists(Path.Combine(_tables.Folder, "journal")));
    }

    public void Dispose() => _tables.Dispose();
}
