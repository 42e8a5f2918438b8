using System.Text.Json;
using Cairn.Checkpoints;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;

namespace Cairn.Tests.Cli;

public sealed class WhyCommandTests : IDisposable
{
    private readonly LineageStore _store = new();

    [Fact]
    public void A_prediction_leads_back_to_its_checkpoint_its_run_and_what_was_decided()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);

        Assert.Equal(ExitCodes.Done, _store.Run("why", "latest"));

        foreach (string said in (string[])
            [
                "dqn_agent: BUY ETH/USDT",
                "0.850 (BUY 0.850, SELL 0.150)",
                "pending: nobody said until when it would count",
                "✓ The checkpoint is the one that answered",
                _store.Saved.Digest,
                "epoch 3, step 30",
                "val_loss 0.5 (min is best)",
                $"{_store.RunId} of btc; `cairn show {_store.RunId}`",
                "  data           btc.csv",
                "  learning_rate  0.25",
                "  team  quant",
                "epoch 3: Training stops: val_loss has not improved.",
            ])
        {
            Assert.Contains(said, _store.Last.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_program_logged_after_it_loaded_a_checkpoint_is_proven_and_counted()
    {
        using (CairnTracker tracker = _store.Fixture.Open())
        using (CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options()))
        using (manager.Load(CheckpointFixture.Model, _store.Saved.CheckpointId))
        {
            tracker.Inference.Log("dqn_agent", "ETH/USDT", "BUY", 0.85, checkpointId: _store.Saved.CheckpointId);
        }

        Assert.Equal("same", Standing());
        _store.Run("blast", _store.Saved.CheckpointId, "--json");
        Assert.Equal(1, _store.Last.Json.GetProperty("models")[0].GetProperty("predictions").GetInt64());
        Assert.Single(_store.Last.Json.GetProperty("predictions").EnumerateArray());
    }

    [Fact]
    public void For_programs_every_link_of_the_way_is_there()
    {
        _store.Tables.Declare(new ModelContract { Model = CheckpointFixture.Model, Horizon = TimeSpan.FromHours(1) });
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);

        _store.Run("why", "latest", "--json");

        JsonElement json = _store.Last.Json;
        Assert.Equal("dqn_agent", json.GetProperty("prediction").GetProperty("model").GetString());
        Assert.Equal(3600, json.GetProperty("contract").GetProperty("horizon_seconds").GetDouble());
        Assert.Equal("same", json.GetProperty("checkpoint").GetProperty("standing").GetString());
        Assert.Equal(0.5, json.GetProperty("checkpoint").GetProperty("score").GetDouble());
        Assert.Equal(_store.RunId, json.GetProperty("run").GetProperty("id").GetString());
        Assert.Equal(0.25, json.GetProperty("run").GetProperty("parameters").GetProperty("learning_rate").GetDouble());
        Assert.Equal(1, json.GetProperty("run").GetProperty("decisions").GetProperty("stopped").GetArrayLength());
    }

    [Fact]
    public void A_checkpoint_with_another_digest_is_not_the_one_that_answered()
    {
        _store.Predict(_store.Saved.CheckpointId, new string('a', 64));

        _store.Run("why", "latest");

        Assert.Contains($"the digest was aaaaaaaaaaaa and is {_store.Saved.Digest[..12]}", _store.Last.Output);
        Assert.Contains($"✗ What is called so now is not what answered", _store.Last.Output);
        Assert.Equal("altered", Standing());
    }

    [Fact]
    public void A_checkpoint_whose_manifest_was_changed_is_damaged_and_the_index_still_leads_on()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);
        CheckpointFixture.Damage(Path.Combine(_store.Fixture.Directory, _store.Saved.Folder, "checkpoint.json"), 200);

        _store.Run("why", "latest");

        Assert.Contains("The checkpoint is damaged:", _store.Last.Output);
        Assert.Contains($"`cairn checkpoints verify {_store.Saved.CheckpointId}`", _store.Last.Output);
        Assert.Contains($"{_store.RunId} of btc", _store.Last.Output);
        Assert.Equal("damaged", Standing());
    }

    [Fact]
    public void Without_a_digest_nobody_can_say_that_it_is_the_same()
    {
        _store.Predict(_store.Saved.CheckpointId, "");

        _store.Run("why", "latest");

        Assert.Contains("! The checkpoint is there, but the prediction carries no digest", _store.Last.Output);
        Assert.Equal("unproven", Standing());
    }

    [Fact]
    public void A_checkpoint_that_was_never_named_or_never_known_says_so_and_what_to_do()
    {
        _store.Predict(null, "");
        _store.Run("why", "latest");
        Assert.Contains("The prediction names no checkpoint", _store.Last.Output);
        Assert.Contains("Pass checkpointId when you log.", _store.Last.Output);
        Assert.Contains("Without the checkpoint nobody knows the run.", _store.Last.Output);
        Assert.Equal("unnamed", Standing());

        _store.Predict("it's_not_there", "");
        _store.Run("why", "latest");
        Assert.Contains("No checkpoint of that id is known", _store.Last.Output);
        Assert.Equal("unknown", Standing());
    }

    [Fact]
    public void A_checkpoint_in_the_trash_can_be_brought_back()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);
        Directory.CreateDirectory(Path.Combine(_store.Fixture.Directory, ".trash", "dqn_agent"));
        Directory.Move(
            Path.Combine(_store.Fixture.Directory, _store.Saved.Folder),
            Path.Combine(_store.Fixture.Directory, ".trash", "dqn_agent", _store.Saved.CheckpointId + "~4102444800000"));

        _store.Run("why", "latest");

        Assert.Contains("The checkpoint is in the trash, and is the one that answered.", _store.Last.Output);
        Assert.Contains($"`cairn checkpoints restore {_store.Saved.CheckpointId}` brings it back.", _store.Last.Output);
        Assert.Contains($"{_store.RunId} of btc", _store.Last.Output);
        Assert.Equal("trashed", Standing());
    }

    [Fact]
    public void Of_a_checkpoint_that_is_gone_the_run_that_saved_it_still_knows()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);
        Directory.Delete(Path.Combine(_store.Fixture.Directory, _store.Saved.Folder), recursive: true);
        _store.Tables.Execute("DELETE FROM checkpoints");

        _store.Run("why", "latest");

        Assert.Contains("The checkpoint is no longer there.", _store.Last.Output);
        Assert.Contains($"{_store.RunId} of btc", _store.Last.Output);
        Assert.Equal("removed", Standing());
    }

    [Fact]
    public void A_run_that_is_not_in_the_store_says_so()
    {
        _store.Predict(_store.Saved.CheckpointId, _store.Saved.Digest);
        _store.Tables.Execute("PRAGMA foreign_keys = ON");
        _store.Tables.Execute("DELETE FROM runs");

        _store.Run("why", "latest");

        Assert.Contains($"Run {_store.RunId} is not in this store", _store.Last.Output);
    }

    [Fact]
    public void A_prediction_is_named_by_its_end_or_by_model_and_time()
    {
        _store.Tables.Add(TimeSpan.FromMinutes(5), row => row.Model = "other");
        _store.Tables.Add(TimeSpan.FromMinutes(5));
        _store.Tables.Add(TimeSpan.FromMinutes(1));
        _store.Tables.Count(_store.Tables.Now, sums => sums.Records = 1);

        Assert.Equal(2, Found("7f3a9c01-2"));
        Assert.Equal(2, Found("dqn_agent@2026-03-14T15:04:26Z"));
        Assert.Equal(2, Found("dqn_agent@2026-03-14T15:07Z"));
        Assert.Equal(3, Found("dqn_agent@2026-03-14T15:08Z"));
        Assert.Equal(1, Found("other@2026-03-15"));

        Assert.Equal(ExitCodes.Failed, _store.Run("why", "dqn_agent@2026-03-14T15:04:25Z"));
        Assert.Contains("`cairn predictions list` lists them; the models are", _store.Last.Error);
        Assert.Equal(ExitCodes.Failed, _store.Run("why", "7f3a9c01-99"));
    }

    public void Dispose() => _store.Dispose();

    private string? Standing()
    {
        _store.Run("why", "latest", "--json");
        return _store.Last.Json.GetProperty("checkpoint").GetProperty("standing").GetString();
    }

    private int Found(string typed)
    {
        Assert.Equal(ExitCodes.Done, _store.Run("why", typed, "--json"));
        return int.Parse(_store.Last.Json.GetProperty("prediction").GetProperty("id").GetString()!.Split('-')[^1], null);
    }
}
