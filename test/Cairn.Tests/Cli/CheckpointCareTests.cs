using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;

namespace Cairn.Tests.Cli;

public sealed class CheckpointCareTests : IDisposable
{
    private readonly CheckpointCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Sound_checkpoints_verify_and_a_flipped_bit_is_told_by_file_and_exit_code()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25);
        Assert.Equal(ExitCodes.Done, _cli.Run("verify"));
        Assert.Contains("2 checkpoints", _cli.Last.Output);

        CheckpointFixture.Damage(_cli.Fixture.Tensors(saved[0]));

        Assert.Equal(ExitCodes.Done, _cli.Run("verify", "--quick"));
        Assert.Equal(ExitCodes.Done, _cli.Run("verify", saved[1].CheckpointId));
        Assert.Equal(ExitCodes.Failed, _cli.Run("verify"));
        Assert.Contains($"{saved[0].CheckpointId}{Environment.NewLine}   model.safetensors: ", _cli.Last.Output);
        Assert.Equal(ExitCodes.Failed, _cli.Run("verify", "--json"));
        Assert.Equal(1, _cli.Last.Json.GetProperty("damaged").GetInt32());
        Assert.Equal(1, _cli.Last.Json.GetProperty("sound").GetInt32());
    }

    [Fact]
    public void The_only_checkpoint_of_a_model_is_verified_by_its_id_even_without_a_manifest()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        File.Delete(Path.Combine(_cli.Fixture.ModelFolder, saved.CheckpointId, "checkpoint.json"));

        Assert.Equal(ExitCodes.Failed, _cli.Run("verify", saved.CheckpointId));
        Assert.Contains("The manifest is missing", _cli.Last.Output);
        Assert.Equal(ExitCodes.Failed, _cli.Run("verify"));
    }

    [Fact]
    public void A_model_is_verified_with_the_folders_that_no_list_shows()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25);
        _cli.SaveOther("toto");
        File.Delete(Path.Combine(_cli.Fixture.ModelFolder, saved[0].CheckpointId, "checkpoint.json"));

        Assert.Equal(ExitCodes.Failed, _cli.Run("verify", "--model", "dqn_agent", "--json"));
        Assert.Equal(2, _cli.Last.Json.GetProperty("checkpoints").GetArrayLength());
        Assert.Equal(ExitCodes.Done, _cli.Run("verify", "--model", "toto"));
    }

    [Fact]
    public void A_dry_run_says_what_pruning_then_moves_to_the_trash()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.1, 0.5, 0.4, 0.3);
        string[] arguments = ["prune", "--keep", "1", "--keep-best", "1"];

        Assert.Equal(ExitCodes.Done, _cli.Run([.. arguments, "--dry-run", "--json"]));
        string[] planned = RemovedIds();
        Assert.Equal(4, _cli.Fixture.SoundIds().Count);
        Assert.Equal(ExitCodes.Done, _cli.Run([.. arguments, "--json"]));

        Assert.Equal([saved[1].CheckpointId, saved[2].CheckpointId], planned);
        Assert.Equal(planned, RemovedIds());
        Assert.Equal([saved[0].CheckpointId, saved[3].CheckpointId], _cli.Fixture.SoundIds().Order());
    }

    [Fact]
    public void Without_settings_pruning_keeps_the_newest_five_and_the_best_three_by_the_saved_metric()
    {
        _cli.Save(options => options.Goal = MetricGoal.Maximize, 0.9, 0.8, 0.7, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

        _cli.Run("prune", "--json");

        Assert.Single(RemovedIds());
        Assert.Equal(8, _cli.Fixture.SoundIds().Count);
    }

    [Fact]
    public void What_was_pruned_comes_back_until_the_trash_is_emptied()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.3, 0.2, 0.1);
        _cli.Run("prune", "--keep", "1", "--keep-best", "0");
        _cli.Run("trash");
        Assert.Contains(saved[0].CheckpointId, _cli.Last.Output);

        Assert.Equal(ExitCodes.Done, _cli.Run("restore", saved[0].CheckpointId));
        Assert.Contains(saved[0].CheckpointId, _cli.Fixture.SoundIds());
        Assert.Equal(ExitCodes.Done, _cli.Run("trash", "--empty", "--json"));
        Assert.Equal(1, _cli.Last.Json.GetProperty("deleted").GetInt32());
        Assert.Equal(ExitCodes.Failed, _cli.Run("restore", saved[1].CheckpointId));
        Assert.Contains("neither in the trash nor in a backup", _cli.Last.Error);
    }

    [Fact]
    public void A_damaged_checkpoint_comes_back_from_the_backup()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        Assert.Equal(ExitCodes.Done, _cli.Run("backup", "--to", _cli.Backup));
        CheckpointFixture.Damage(_cli.Fixture.Tensors(saved));

        Assert.Equal(ExitCodes.Failed, _cli.Run("backup", "--to", _cli.Fixture.Folder["second"]));
        Assert.Contains("NOT COPIED", _cli.Last.Output);
        Assert.Equal(ExitCodes.Done, _cli.Run("restore", saved.CheckpointId, "--from", _cli.Backup));
        Assert.Equal(ExitCodes.Done, _cli.Run("verify", "--backup", _cli.Backup, "--json"));
        Assert.Equal(2, _cli.Last.Json.GetProperty("sound").GetInt32());
    }

    [Fact]
    public void A_damaged_copy_in_the_backup_is_found()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        _cli.Run("backup", "--to", _cli.Backup);
        CheckpointFixture.Damage(Path.Combine(_cli.Backup, saved.Folder, "model.safetensors"));

        Assert.Equal(ExitCodes.Failed, _cli.Run("verify", "--backup", _cli.Backup));
        Assert.Contains($"{saved.CheckpointId} in the backup", _cli.Last.Output);
    }

    [Fact]
    public void A_backup_onto_itself_or_from_nowhere_is_refused()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];

        Assert.Equal(ExitCodes.Failed, _cli.Run("backup", "--to", _cli.Fixture.Directory));
        Assert.Equal(ExitCodes.Failed, _cli.Run("restore", saved.CheckpointId, "--from", _cli.Backup));
        Assert.Contains("the folder is not there", _cli.Last.Error);
        Assert.False(Directory.Exists(_cli.Backup));
    }

    [Fact]
    public void An_export_is_the_file_of_the_group()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        string path = _cli.Fixture.Folder["model.safetensors"];

        Assert.Equal(ExitCodes.Done, _cli.Run("export", "best", "--out", path));

        Assert.Equal(File.ReadAllBytes(_cli.Fixture.Tensors(saved)), File.ReadAllBytes(path));
        Assert.Equal(ExitCodes.Failed, _cli.Run("export", "best", "--out", path, "--group", "other"));
    }

    [Fact]
    public void Labels_come_and_go()
    {
        IReadOnlyList<CheckpointMetadata> saved = _cli.Save(0.5, 0.25);
        string worse = saved[0].CheckpointId;

        _cli.Run("pin", worse, "--reason", "kept", "--json");
        Assert.Equal("kept", _cli.Last.Json.GetProperty("pinned_because").GetString());
        _cli.Run("unpin", worse, "--json");
        Assert.False(_cli.Last.Json.GetProperty("is_pinned").GetBoolean());
        _cli.Run("activate", worse, "--json");
        Assert.True(_cli.Last.Json.GetProperty("is_active").GetBoolean());
        _cli.Run("alias", "champion", worse);
        _cli.Run("alias", "champion", "best");
        Assert.Contains($"{saved[1].CheckpointId} now and no more {worse}", _cli.Last.Output);
    }

    [Fact]
    public void The_doctor_finds_what_is_damaged_and_what_was_left_half_written()
    {
        CheckpointMetadata saved = _cli.Save(0.5)[0];
        Assert.Equal("ok", Diagnosis("checkpoints"));

        File.WriteAllText(Path.Combine(_cli.Fixture.Directory, saved.Folder, "model.safetensors"), "short");
        Directory.CreateDirectory(Path.Combine(_cli.Fixture.Directory, ".saving", "dqn_agent_20260314_150930"));
        File.WriteAllText(Path.Combine(_cli.Fixture.ModelFolder, "labels.json"), "{");

        Assert.Equal("fail", Diagnosis("checkpoints"));
        Assert.Equal("warn", Diagnosis("half-written"));
        Assert.Equal("fail", Diagnosis("labels"));
        Assert.Equal("ok", Diagnosis("trash"));
    }

    private string[] RemovedIds() =>
        [.. _cli.Last.Json.GetProperty("removed").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];

    private string? Diagnosis(string check)
    {
        var doctor = new CliHarness { UsesRealStores = true };
        doctor.RunIn(_cli.Fixture.Store, "doctor", "--json");
        return doctor.Json.GetProperty("checks").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == check).GetProperty("verdict").GetString();
    }
}
