using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

/// <summary>No sequence of what users and retention do takes the last sound checkpoint away.</summary>
public class LastSoundCheckpointTests
{
    private const int Rounds = 12;
    private const int OperationsInRound = 40;

    [Fact]
    public void Nothing_but_damage_from_outside_takes_the_last_sound_checkpoint()
    {
        for (int round = 0; round < Rounds; round++)
        {
            int seed = 1000 + round;
            RunRound(new Random(seed), $"seed {seed}");
        }
    }

    private static void RunRound(Random random, string seed)
    {
        using var fixture = new CheckpointFixture();
        using CairnTracker tracker = fixture.Open();
        using CheckpointManager keepsOne = fixture.OpenManager(
            tracker, options: Options(o => o.Retention = Keep.Latest(1)));
        using CheckpointManager keepsBest = fixture.OpenManager(
            tracker, options: Options(o => o.Retention = Keep.Best(1, "val_loss")));
        using CheckpointManager keepsNone = fixture.OpenManager(
            tracker, options: Options(o => o.Retention = new KeepNone()));
        CheckpointManager[] managers = [keepsOne, keepsBest, keepsNone];
        var done = new List<string>();
        for (int i = 0; i < OperationsInRound; i++)
        {
            int sound = fixture.SoundIds().Count;
            (string name, bool isDamage) = Act(random, fixture, managers[random.Next(managers.Length)], i + 1);
            done.Add(name);
            bool holds = sound == 0 || isDamage || fixture.SoundIds().Count > 0;
            Assert.True(holds, $"{seed}: the last sound checkpoint went with {string.Join(", ", done)}");
        }
    }

    private static (string Name, bool IsDamage) Act(Random random, CheckpointFixture fixture, CheckpointManager manager, int epoch)
    {
        string[] ids = [.. manager.ListCheckpoints(Model).Select(one => one.CheckpointId)];
        string? id = ids.Length == 0 ? null : ids[random.Next(ids.Length)];
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                double loss = random.Next(5) switch { 0 => double.NaN, 1 => double.NegativeInfinity, _ => random.NextDouble() };
                fixture.Save(manager, epoch, loss);
                return ($"save {loss}", false);
            case 3:
                manager.Prune(Model);
                return ("prune", false);
            case 4 when id is not null:
                Try(() => manager.Delete(id));
                return ("delete", false);
            case 5 when id is not null:
                Damage(Path.Combine(fixture.ModelFolder, id, random.Next(2) == 0 ? "model.safetensors" : "checkpoint.json"));
                return ("damage", true);
            case 6 when manager.ListTrash() is [var trashed, ..]:
                Try(() => manager.Restore(trashed.CheckpointId));
                return ("restore", false);
            case 7 when id is not null:
                Try(() => manager.Pin(id));
                return ("pin", false);
            default:
                manager.EmptyTrash();
                return ("empty trash", false);
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is CheckpointException or IOException)
        {
            // Refusing is an answer.
        }
    }

    private sealed class KeepNone : IRetentionPolicy
    {
        public IEnumerable<Cairn.Storage.CheckpointMetadata> Keep(IReadOnlyList<Cairn.Storage.CheckpointMetadata> newestFirst) => [];
    }
}
