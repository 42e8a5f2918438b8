using System.Text.Json;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;

namespace Cairn.Tests.Cli;

public sealed class CheckpointListingTests : IDisposable
{
    private const double Nan = double.NaN;

    private readonly CheckpointCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void The_name_of_the_group_alone_shows_its_commands()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run());
        Assert.Contains("cairn checkpoints [command]", _cli.Last.Output);
    }

    [Theory]
    [InlineData("There is no command \"checkpoints lsit\".", "lsit")]
    [InlineData("`cairn checkpoints show --help`", "show")]
    [InlineData("no goal; give min or max", "best", "--goal", "least")]
    [InlineData("--keep is 0; give 1 or more.", "prune", "--keep", "0")]
    [InlineData("cannot be an alias", "alias", "latest", "x")]
    public void Bad_usage_names_the_command_of_the_group(string expected, params string[] args)
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run(args));
        Assert.Contains(expected, _cli.Last.Error);
        Assert.Contains("`cairn checkpoints ", _cli.Last.Error);
    }

    [Fact]
    public void Looking_makes_neither_a_store_nor_a_checkpoint_directory()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("list"));
        Assert.False(Directory.Exists(_cli.Fixture.Store));

        Directory.CreateDirectory(_cli.Fixture.Store);
        Assert.Equal(ExitCodes.Done, _cli.Run("list"));
        Assert.Contains("cairn demo", _cli.Last.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Fixture.Store));
    }

    [Fact]
    public void A_list_shows_the_metric_and_what_sets_a_checkpoint_apart()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25, Nan);
        _cli.Run("alias", "champion", saved[2].CheckpointId);
        _cli.Run("pin", saved[0].CheckpointId);

        Assert.Equal(ExitCodes.Done, _cli.Run("list"));

        Assert.Equal(
            """
            dqn_agent · 3 checkpoints, 972 B
            Checkpoint                 Epoch  Step  val_loss   Size     Saved
            dqn_agent_20260314_150929      3    30         —  324 B  251d ago  champion
            dqn_agent_20260314_150928      2    20      0.25  324 B  251d ago  ★ best, active
            dqn_agent_20260314_150927      1    10       0.5  324 B  251d ago  pinned

            """,
            _cli.Last.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Models_are_listed_one_after_the_other_and_must_be_named_where_one_is_meant()
    {
        _cli.Save(0.5);
        _cli.SaveOther("toto");

        _cli.Run("list", "--json");
        Assert.Equal(["dqn_agent", "toto"], Names(_cli.Last.Json.GetProperty("models"), "name"));

        Assert.Equal(ExitCodes.Failed, _cli.Run("list", "other"));
        Assert.Contains("There is: dqn_agent, toto.", _cli.Last.Error);
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("prune"));
        Assert.Contains("several: dqn_agent, toto", _cli.Last.Error);
        Assert.Equal(ExitCodes.Done, _cli.Run("prune", "--model", "toto"));
    }

    [Fact]
    public void Json_has_a_stable_shape()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];

        _cli.Run("best", "--json");

        Assert.Equal(
            $$$"""
            {"id":"dqn_agent_20260314_150927","model":"dqn_agent","model_type":"","created_utc":"2026-03-14T15:09:27.000Z",
            "epoch":1,"step":10,"monitor_metric":"val_loss","goal":"min","score":0.5,"metrics":{"val_loss":0.5},
            "bytes":{{{saved.Bytes}}},"digest":"{{{saved.Digest}}}",
            "folder":"{{{Path.Combine(_cli.Fixture.Directory, saved.Folder)}}}","run":null,"experiment":null,"is_best":true,
            "is_active":true,"is_pinned":false,"pinned_because":null,"aliases":[]}
            """.ReplaceLineEndings(""),
            _cli.Last.Output.Trim());
    }

    [Fact]
    public void The_best_is_by_the_metric_that_the_newest_was_saved_with()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(options => options.Goal = MetricGoal.Maximize, 0.5, 0.75, 0.25);

        _cli.Run("best", "--json");
        Assert.Equal(saved[1].CheckpointId, _cli.Last.Json.GetProperty("id").GetString());
        _cli.Run("best", "--goal", "min", "--json");
        Assert.Equal(saved[2].CheckpointId, _cli.Last.Json.GetProperty("id").GetString());

        Assert.Equal(ExitCodes.Failed, _cli.Run("best", "--metric", "reward"));
        Assert.Contains("has a number for reward. Name another with --metric; they have val_loss.", _cli.Last.Error);
    }

    [Fact]
    public void A_lost_index_hides_nothing()
    {
        _cli.Save(0.5, 0.25);
        foreach (string file in Directory.GetFiles(_cli.Fixture.Store, "cairn.db*"))
        {
            File.Delete(file);
        }

        _cli.Run("list", "--json");

        Assert.Equal(2, _cli.Last.Json.GetProperty("models")[0].GetProperty("checkpoints").GetArrayLength());
        Assert.Equal(ExitCodes.Done, _cli.Run("reindex", "--json"));
        Assert.True(_cli.Last.Json.GetProperty("mended").GetInt32() >= 2);
    }

    [Theory]
    [InlineData("dqn_agent_20260314_150928", 1)]
    [InlineData("dqn_agent_20260314_150927", 0)]
    [InlineData("champion", 0)]
    [InlineData("best", 1)]
    [InlineData("latest", 2)]
    public void A_checkpoint_is_found_by_what_people_call_it(string typed, int expected)
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25, 0.75);
        _cli.Run("alias", "champion", saved[0].CheckpointId);

        Assert.Equal(ExitCodes.Done, _cli.Run("show", typed, "--json"));
        Assert.Equal(saved[expected].CheckpointId, _cli.Last.Json.GetProperty("id").GetString());
    }

    [Fact]
    public void A_beginning_of_several_ids_names_the_candidates()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25);

        Assert.Equal(ExitCodes.Failed, _cli.Run("show", "dqn"));
        Assert.All(saved, one => Assert.Contains(one.CheckpointId, _cli.Last.Error));
        Assert.Equal(ExitCodes.Failed, _cli.Run("show", "nothing"));
        Assert.Contains("no checkpoint and no alias \"nothing\"", _cli.Last.Error);
    }

    [Fact]
    public void A_page_says_what_is_in_a_checkpoint_and_why_it_is_kept()
    {
        _cli.Save(0.5);
        _cli.Run("pin", "latest", "--reason", "in the paper");

        Assert.Equal(ExitCodes.Done, _cli.Run("show", "latest"));

        Assert.Contains("val_loss 0.5, the best of 1", _cli.Last.Output);
        Assert.Contains("pinned: in the paper, one of the newest 5, one of the best 3 by val_loss", _cli.Last.Output);
        Assert.Contains("Tensors of model: 2 with 13 values", _cli.Last.Output);
        Assert.Contains("w  F32  [3, 4]", _cli.Last.Output);
        Assert.Contains("w.m  F64  [2]", _cli.Last.Output);
    }

    [Fact]
    public void The_page_of_a_run_counts_its_checkpoints()
    {
        var cli = new CliHarness();
        RunInfo run = cli.Store.AddRun("a");
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        cli.Store.Checkpoints.AddRange([saved with { RunId = run.Id }, saved with { CheckpointId = "other" }]);

        cli.Run("show", "a");

        Assert.Contains($"1 checkpoint, best {saved.CheckpointId}, last {saved.CheckpointId}", cli.Output);
    }

    private static string[] Names(JsonElement list, string property) =>
        [.. list.EnumerateArray().Select(one => one.GetProperty(property).GetString()!)];
}
