using System.Text.Json;
using Cairn.Checkpoints;
using Cairn.Cli;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Checkpoints;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Cli;

public sealed class DriftCommandTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();
    private CliHarness _cli = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_farthest_feature_comes_first_with_its_verdict()
    {
        CheckpointMetadata saved = Save(Profile(0, 0, 5_000));
        Predict(saved.CheckpointId, Profile(0, 0.5f, 1_000));
        Assert.Equal(ExitCodes.Done, Run("drift"));
        string[] lines = _cli.Output.Split('\n');
        Assert.Contains($"{saved.CheckpointId}: 1,000 live predictions", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^  volatility +0\.\d{3} +0\.\d{3} +█+░* +drifted ", lines[3]);
        Assert.Matches(@"^  return +0\.\d{3} +0\.\d{3} +[█░]+ +(stable|unsure) ", lines[4]);
        Assert.Contains("1 of 4 have drifted", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("answers  BUY 50% -> 50%, SELL 50% -> 50%", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_has_an_exit_code_of_its_own()
    {
        CheckpointMetadata saved = Save(Profile(0, 0, 5_000));
        Predict(saved.CheckpointId, Profile(0, 0.5f, 1_000));
        Assert.Equal(ExitCodes.Drifted, Run("drift", CheckpointFixture.Model, "--check"));
        Assert.Equal(ExitCodes.Done, Run("drift", "--check", "--threshold", "0.95"));
        Assert.Equal(ExitCodes.BadUsage, Run("drift", "--threshold", "1"));
    }

    [Fact]
    public void Programs_get_every_figure()
    {
        CheckpointMetadata saved = Save(Profile(0, 0, 5_000));
        Predict(saved.CheckpointId, Profile(0, 0.5f, 1_000));
        Assert.Equal(ExitCodes.Done, Run("drift", "--json"));
        JsonElement one = _cli.Json.GetProperty("checkpoints")[0];
        Assert.Equal(saved.CheckpointId, one.GetProperty("checkpoint").GetString());
        Assert.True(one.GetProperty("has_drifted").GetBoolean());
        Assert.Equal("volatility", one.GetProperty("features")[0].GetProperty("name").GetString());
        Assert.Equal("drifted", one.GetProperty("features")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_checkpoint_without_a_profile_says_how_to_save_one()
    {
        CheckpointMetadata saved = Save(null);
        Predict(saved.CheckpointId, Profile(0, 0, 200));
        Assert.Equal(ExitCodes.Done, Run("drift"));
        Assert.Contains("saved without a profile", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, Run("drift", "--json"));
        Assert.False(_cli.Json.GetProperty("checkpoints")[0].GetProperty("has_profile").GetBoolean());
    }

    [Fact]
    public void No_predictions_are_told_apart_from_those_of_no_checkpoint()
    {
        Save(Profile(0, 0, 5_000));
        Assert.Equal(ExitCodes.Failed, Run("drift"));
        Assert.Contains("has predicted nothing since 2026-11-14", _cli.Error, StringComparison.Ordinal);
        Predict("gone", Profile(0, 0, 200));
        Assert.Equal(ExitCodes.Failed, Run("drift"));
        Assert.Contains("has predicted 200 times", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, Run("drift", "--to", "2026-11-19"));
        Assert.Contains("predicted nothing from 2026-11-14 to 2026-11-19", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_shown_as_unreadable_beside_the_sound_ones()
    {
        CheckpointMetadata damaged = Save(Profile(0, 0, 5_000));
        CheckpointMetadata sound = Save(Profile(0, 0, 5_000));
        Predict(damaged.CheckpointId, Profile(0, 0, 200));
        Predict(sound.CheckpointId, Profile(0, 0.5f, 1_000), number: 2);
        CheckpointFixture.Damage(Path.Combine(_fixture.Directory, damaged.Folder, "profile.safetensors"));

        Assert.Equal(ExitCodes.Failed, Run("drift"));
        Assert.Contains($"{damaged.CheckpointId}: 200 live predictions", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("It cannot be read: ", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 4 have drifted", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Drifted, Run("drift", "--check"));

        Run("drift", "--json");
        JsonElement one = _cli.Json.GetProperty("checkpoints").EnumerateArray().Single(
            one => one.GetProperty("checkpoint").GetString() == damaged.CheckpointId);
        Assert.Contains("profile.safetensors", one.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_the_wrong_way_round_are_bad_usage()
    {
        Assert.Equal(ExitCodes.BadUsage, Run("drift", "--from", "2026-11-20", "--to", "2026-11-19"));
        Assert.Contains("--from is after --to: 2026-11-20 > 2026-11-19", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadUsage, Run("drift", "--from", "20.11.2026"));
    }

    private int Run(params string[] args)
    {
        _cli = new CliHarness { UsesRealStores = true };
        return _cli.RunIn(_fixture.Store, args);
    }

    private CheckpointMetadata Save(InputProfile? profile)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options());
        return manager.Save(new CheckpointContent
        {
            Model = CheckpointFixture.Model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
            Profile = profile,
        })!;
    }

    /// <summary>As if the predictions of a day had been drained.</summary>
    private void Predict(string checkpoint, InputProfile profile, int number = 1)
    {
        using SqliteConnection connection = SqliteFile.OpenToWrite(Path.Combine(_fixture.Store, SqliteFile.Name));
        connection.Run($"""
            INSERT OR IGNORE INTO labels (id, text) VALUES (1, '{CheckpointFixture.Model}');
            INSERT INTO prediction_checkpoints (id, checkpoint, digest) VALUES ({number}, '{checkpoint}', '');
            """);
        using var insert = new SqliteStatement(
            connection, "INSERT INTO input_profiles (model, checkpoint, day_ms, profile) VALUES (1, $1, $2, $3)");
        long day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        insert.Run(number, day, profile.ToBytes());
    }

    private static InputProfile Profile(float first, float second, int records)
    {
        var random = new Random(records);
        var profile = new InputProfile(["return", "volatility"]);
        for (int i = 0; i < records; i++)
        {
            profile.Add(
                [first + random.NextSingle(), second + random.NextSingle()], random.NextDouble(), i % 2 == 0 ? "BUY" : "SELL");
        }

        return profile;
    }
}
