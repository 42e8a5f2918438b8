using Cairn.Cli;

namespace Cairn.Tests.Cli;

public sealed class BlastCommandTests : IDisposable
{
    private readonly LineageStore _store = new();

    [Fact]
    public void What_a_checkpoint_predicted_is_told_by_day_and_symbol()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest, TimeSpan.FromMinutes(1));
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest, TimeSpan.FromDays(1));
        _store.Predict(null, "", TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCodes.Done, _store.Run("blast", _store.Saved.CheckpointId));

        Assert.StartsWith(_store.Saved.CheckpointId, _store.Last.Output, StringComparison.Ordinal);
        Assert.Contains("The checkpoint is the one that answered", _store.Last.Output);
        Assert.Contains("dqn_agent · 2 predictions, 0% with an outcome", _store.Last.Output);
        Assert.Contains("2026-03-13  ETH/USDT", _store.Last.Output);
        Assert.Contains("2026-03-14  ETH/USDT", _store.Last.Output);
        Assert.Contains("Last predictions; --list shows all", _store.Last.Output);

        _store.Run("blast", _store.Saved.CheckpointId, "--list", "--json");
        Assert.Equal(
            ["7f3a9c01-1", "7f3a9c01-2"],
            _store.Last.Json.GetProperty("predictions").EnumerateArray().Select(
                one => string.Join('-', one.GetProperty("id").GetString()!.Split('-')[^2..])));
    }

    [Fact]
    public void Predictions_of_different_weights_under_one_id_are_told_apart()
    {
        string id = _store.Saved.CheckpointId;
        _store.Predict(id, _store.Saved.Digest);
        _store.Run("blast", id);
        Assert.DoesNotContain("different weights", _store.Last.Output);

        _store.Predict(id, "0a1b", TimeSpan.FromDays(1));
        _store.Predict(id, "0a1b", TimeSpan.FromMinutes(1));
        _store.Predict(id, "", TimeSpan.FromMinutes(2));
        _store.Run("blast", id);
        string[] lines = _store.Last.Output.Split('\n');
        int heading = Array.FindIndex(lines, line => line.Contains("may be of different weights"));
        Assert.Equal(
            ["2 predictions with 0a1b", "1 prediction with no digest", $"1 prediction with {_store.Saved.Digest}, as there is now"],
            lines[(heading + 1)..(heading + 4)].Select(line => line.Trim()));

        _store.Run("blast", id, "--json");
        Assert.Equal(
            [("0a1b", 2), ("", 1), (_store.Saved.Digest, 1)],
            _store.Last.Json.GetProperty("digests").EnumerateArray().Select(
                one => (one.GetProperty("digest").GetString()!, one.GetProperty("predictions").GetInt32())));
    }

    [Fact]
    public void A_checkpoint_that_predicted_nothing_says_so()
    {
        Assert.Equal(ExitCodes.Done, _store.Run("blast", "latest"));
        Assert.Contains("It has predicted nothing that was recorded here.", _store.Last.Output);

        Assert.Equal(ExitCodes.Failed, _store.Run("blast", "nobody"));
        Assert.Contains("There is no checkpoint and no alias \"nobody\"", _store.Last.Error);
    }

    public void Dispose() => _store.Dispose();
}
