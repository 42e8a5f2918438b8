using System.Text.Json;
using Cairn.Checkpoints;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;
using Cairn.Tests.Storage.Predictions;

namespace Cairn.Tests.Cli;

/// <summary>The way from a prediction back to what made it, and forward again, over a real store.</summary>
public sealed class LineageTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();
    private readonly CheckpointMetadata _saved;
    private readonly string _run;
    private readonly PredictionTables _tables;
    private CliHarness _cli = new();

    public LineageTests()
    {
        using (CairnTracker tracker = _fixture.Open())
        using (CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options()))
        using (Run run = tracker.StartRun("btc", new Dictionary<string, object?> { ["learning_rate"] = 0.25, ["data"] = "btc.csv" }))
        {
            _run = run.Id;
            run.SetTag("team", "quant");
            run.LogEvent("callback", "Training stops: val_loss has not improved.", [new("decision", "stop"), new("epoch", 3L)]);
            _saved = _fixture.Save(manager, epoch: 3, loss: 0.5, run);
            run.Complete();
        }

        _tables = new PredictionTables(_fixture.Store);
    }

    [Fact]
    public void A_prediction_leads_back_to_its_checkpoint_its_run_and_what_was_decided()
    {
        Predict(_saved.CheckpointId, _saved.Digest);

        Assert.Equal(ExitCodes.Done, Run("why", "latest"));

        foreach (string said in (string[])
            [
                "dqn_agent: BUY ETH/USDT",
                "0.850 (BUY 0.850, SELL 0.150)",
                "pending: nobody said until when it would count",
                "✓ The checkpoint is the one that answered",
                _saved.Digest,
                "epoch 3, step 30",
                "val_loss 0.5 (min is best)",
                $"{_run} of btc; `cairn show {_run}`",
                "  data           btc.csv",
                "  learning_rate  0.25",
                "  team  quant",
                "epoch 3: Training stops: val_loss has not improved.",
            ])
        {
            Assert.Contains(said, _cli.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void For_programs_every_link_of_the_way_is_there()
    {
        _tables.Declare(new ModelContract { Model = CheckpointFixture.Model, Horizon = TimeSpan.FromHours(1) });
        Predict(_saved.CheckpointId, _saved.Digest);

        Run("why", "latest", "--json");

        JsonElement json = _cli.Json;
        Assert.Equal("dqn_agent", json.GetProperty("prediction").GetProperty("model").GetString());
        Assert.Equal(3600, json.GetProperty("contract").GetProperty("horizon_seconds").GetDouble());
        Assert.Equal("same", json.GetProperty("checkpoint").GetProperty("standing").GetString());
        Assert.Equal(0.5, json.GetProperty("checkpoint").GetProperty("score").GetDouble());
        Assert.Equal(_run, json.GetProperty("run").GetProperty("id").GetString());
        Assert.Equal(0.25, json.GetProperty("run").GetProperty("parameters").GetProperty("learning_rate").GetDouble());
        Assert.Equal(1, json.GetProperty("run").GetProperty("decisions").GetProperty("stopped").GetArrayLength());
    }

    [Fact]
    public void A_checkpoint_with_another_digest_is_not_the_one_that_answered()
    {
        Predict(_saved.CheckpointId, new string('a', 64));

        Run("why", "latest");

        Assert.Contains($"the digest was aaaaaaaaaaaa and is {_saved.Digest[..12]}", _cli.Output);
        Assert.Contains($"✗ What is called so now is not what answered", _cli.Output);
        Assert.Equal("altered", Standing());
    }

    [Fact]
    public void A_checkpoint_whose_manifest_was_changed_is_damaged_and_the_index_still_leads_on()
    {
        Predict(_saved.CheckpointId, _saved.Digest);
        CheckpointFixture.Damage(Path.Combine(_fixture.Directory, _saved.Folder, "checkpoint.json"), 200);

        Run("why", "latest");

        Assert.Contains("The checkpoint is damaged:", _cli.Output);
        Assert.Contains($"`cairn checkpoints verify {_saved.CheckpointId}`", _cli.Output);
        Assert.Contains($"{_run} of btc", _cli.Output);
        Assert.Equal("damaged", Standing());
    }

    [Fact]
    public void Without_a_digest_nobody_can_say_that_it_is_the_same()
    {
        Predict(_saved.CheckpointId, "");

        Run("why", "latest");

        Assert.Contains("! The checkpoint is there, but the prediction carries no digest", _cli.Output);
        Assert.Equal("unproven", Standing());
    }

    [Fact]
    public void A_checkpoint_that_was_never_named_or_never_known_says_so_and_what_to_do()
    {
        Predict(null, "");
        Run("why", "latest");
        Assert.Contains("The prediction names no checkpoint", _cli.Output);
        Assert.Contains("Pass checkpointId when you log.", _cli.Output);
        Assert.Contains("Without the checkpoint nobody knows the run.", _cli.Output);
        Assert.Equal("unnamed", Standing());

        Predict("it's_not_there", "");
        Run("why", "latest");
        Assert.Contains("No checkpoint of that id is known", _cli.Output);
        Assert.Equal("unknown", Standing());
    }

    [Fact]
    public void A_checkpoint_in_the_trash_can_be_brought_back()
    {
        Predict(_saved.CheckpointId, _saved.Digest);
        Directory.CreateDirectory(Path.Combine(_fixture.Directory, ".trash", "dqn_agent"));
        Directory.Move(
            Path.Combine(_fixture.Directory, _saved.Folder),
            Path.Combine(_fixture.Directory, ".trash", "dqn_agent", _saved.CheckpointId + "~4102444800000"));

        Run("why", "latest");

        Assert.Contains("The checkpoint is in the trash, and is the one that answered.", _cli.Output);
        Assert.Contains($"`cairn checkpoints restore {_saved.CheckpointId}` brings it back.", _cli.Output);
        Assert.Contains($"{_run} of btc", _cli.Output);
        Assert.Equal("trashed", Standing());
    }

    [Fact]
    public void Of_a_checkpoint_that_is_gone_the_run_that_saved_it_still_knows()
    {
        Predict(_saved.CheckpointId, _saved.Digest);
        Directory.Delete(Path.Combine(_fixture.Directory, _saved.Folder), recursive: true);
        _tables.Execute("DELETE FROM checkpoints");

        Run("why", "latest");

        Assert.Contains("The checkpoint is no longer there.", _cli.Output);
        Assert.Contains($"{_run} of btc", _cli.Output);
        Assert.Equal("removed", Standing());
    }

    [Fact]
    public void A_run_that_is_not_in_the_store_says_so()
    {
        Predict(_saved.CheckpointId, _saved.Digest);
        _tables.Execute("PRAGMA foreign_keys = ON");
        _tables.Execute("DELETE FROM runs");

        Run("why", "latest");

        Assert.Contains($"Run {_run} is not in this store", _cli.Output);
    }

    [Fact]
    public void A_prediction_is_named_by_its_end_or_by_model_and_time()
    {
        _tables.Add(TimeSpan.FromMinutes(5), row => row.Model = "other");
        _tables.Add(TimeSpan.FromMinutes(5));
        _tables.Add(TimeSpan.FromMinutes(1));
        _tables.Count(_tables.Now, sums => sums.Records = 1);

        Assert.Equal(2, Found("7f3a9c01-2"));
        Assert.Equal(2, Found("dqn_agent@2026-03-14T15:04:26Z"));
        Assert.Equal(2, Found("dqn_agent@2026-03-14T15:07Z"));
        Assert.Equal(3, Found("dqn_agent@2026-03-14T15:08Z"));
        Assert.Equal(1, Found("other@2026-03-15"));

        Assert.Equal(ExitCodes.Failed, Run("why", "dqn_agent@2026-03-14T15:04:25Z"));
        Assert.Contains("`cairn predictions list` lists them; the models are", _cli.Error);
        Assert.Equal(ExitCodes.Failed, Run("why", "7f3a9c01-99"));
    }

    [Fact]
    public void What_a_checkpoint_predicted_is_told_by_day_and_symbol()
    {
        
        Predict(_saved.CheckpointId, _saved.Digest, TimeSpan.FromMinutes(1));
        Predict(_saved.CheckpointId, _saved.Digest, TimeSpan.FromDays(1));
        Predict(null, "", TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCodes.Done, Run("blast", _saved.CheckpointId));

        Assert.StartsWith(_saved.CheckpointId, _cli.Output, StringComparison.Ordinal);
        Assert.Contains("The checkpoint is the one that answered", _cli.Output);
        Assert.Contains("dqn_agent · 2 predictions, 0% with an outcome", _cli.Output);
        Assert.Contains("2026-03-13  ETH/USDT", _cli.Output);
        Assert.Contains("2026-03-14  ETH/USDT", _cli.Output);
        Assert.Contains("Last predictions; --list shows all", _cli.Output);

        Run("blast", _saved.CheckpointId, "--list", "--json");
        Assert.Equal(
            ["7f3a9c01-1", "7f3a9c01-2"],
            _cli.Json.GetProperty("predictions").EnumerateArray().Select(
                one => string.Join('-', one.GetProperty("id").GetString()!.Split('-')[^2..])));
    }

    [Fact]
    public void A_checkpoint_that_predicted_nothing_says_so()
    {
        Assert.Equal(ExitCodes.Done, Run("blast", "latest"));
        Assert.Contains("It has predicted nothing that was recorded here.", _cli.Output);

        Assert.Equal(ExitCodes.Failed, Run("blast", "nobody"));
        Assert.Contains("There is no checkpoint and no alias \"nobody\"", _cli.Error);
    }

    public void Dispose()
    {
        _tables.Dispose();
        _fixture.Dispose();
    }

    private int Run(params string[] args)
    {
        _cli = new CliHarness { UsesRealStores = true };
        return _cli.RunIn(_fixture.Store, args);
    }

    private string? Standing()
    {
        Run("why", "latest", "--json");
        return _cli.Json.GetProperty("checkpoint").GetProperty("standing").GetString();
    }

    private int Found(string typed)
    {
        Assert.Equal(ExitCodes.Done, Run("why", typed, "--json"));
        return int.Parse(_cli.Json.GetProperty("prediction").GetProperty("id").GetString()!.Split('-')[^1], null);
    }

    /// <summary>In the tables and in the statistics; later ones are decided later.</summary>
    private void Predict(string? checkpoint, string digest, TimeSpan ago = default)
    {
        _tables.Time.Advance(TimeSpan.FromSeconds(1));
        _tables.Add(ago, one => (one.Checkpoint, one.Digest) = (checkpoint, digest));
        _tables.Count(
            _tables.Now - ago,
            sums => (sums.Predictions, sums.Records) = (sums.Predictions + 1, sums.Records + 1),
            checkpoint: checkpoint is null ? 0 : _tables.Checkpoint(checkpoint, digest));
    }
}
