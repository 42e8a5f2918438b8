using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.IO;
using Cairn.Storage;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

/// <summary>Whatever happens to the bytes of a checkpoint is found, and another one is loaded.</summary>
public sealed class CheckpointDamageTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    [Fact]
    public void Every_flipped_byte_and_every_cut_of_a_small_checkpoint_is_found()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        CheckpointMetadata saved = _fixture.Save(manager, 1);
        var layout = new CheckpointLayout(PhysicalFileSystem.Instance, _fixture.Directory);
        string[] files = System.IO.Directory.GetFiles(layout.Checkpoint(Model, saved.CheckpointId));
        Assert.Equal(3, files.Length);
        foreach (string file in files)
        {
            byte[] sound = File.ReadAllBytes(file);
            for (int position = 0; position < sound.Length; position++)
            {
                byte[] flipped = [.. sound];
                flipped[position] ^= (byte)(1 << (position % 8));
                Check(layout, saved.CheckpointId, file, flipped, $"bit flipped at {position}");
                Check(layout, saved.CheckpointId, file, sound[..position], $"cut at {position}");
            }

            Check(layout, saved.CheckpointId, file, [.. sound, 0], "a byte more");
            File.WriteAllBytes(file, sound);
        }

        Assert.True(manager.Verify(saved.CheckpointId).IsSound);
    }

    [Fact]
    public void Sampled_flips_of_a_large_checkpoint_are_found_and_the_one_before_is_loaded()
    {
        const int Seed = 20261123, Samples = 24;
        var random = new Random(Seed);
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);
        float[] large = new float[2 << 20];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(large.AsSpan()));
        CheckpointMetadata saved = manager.Save(new CheckpointContent
        {
            Model = Model,
            Tensors = new TensorArrays(new Dictionary<string, Array> { ["w"] = large }),
            Step = 1000,
        })!;
        for (int i = 0; i < Samples; i++)
        {
            long position = random.NextInt64(saved.Bytes);
            Damage(_fixture.Tensors(saved), position);
            using (LoadedCheckpoint? loaded = manager.LoadLatest(Model))
            {
                Assert.True(loaded!.Metadata.Epoch == 1, $"seed {Seed}: byte {position}");
                Assert.Single(loaded.PassedOver);
            }

            Damage(_fixture.Tensors(saved), position); // the same bit again: sound
        }

        using LoadedCheckpoint? sound = manager.LoadLatest(Model);
        Assert.Empty(sound!.PassedOver);
    }

    [Fact]
    public void A_manifest_of_another_checkpoint_is_none()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        CheckpointMetadata one = _fixture.Save(manager, 1), two = _fixture.Save(manager, 2);
        string first = Path.Combine(_fixture.Directory, one.Folder), second = Path.Combine(_fixture.Directory, two.Folder);
        System.IO.Directory.Delete(second, recursive: true);
        System.IO.Directory.Move(first, second);

        CheckpointVerification result = Assert.Single(manager.VerifyAll());

        Assert.False(result.IsSound);
        Assert.Contains("another checkpoint", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void When_nothing_is_sound_loading_says_so_and_changes_nothing()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        Damage(_fixture.Tensors(_fixture.Save(manager, 1)));
        Damage(_fixture.Tensors(_fixture.Save(manager, 2)));

        CheckpointException error = Assert.Throws<CheckpointException>(() => manager.LoadLatest(Model));

        Assert.Equal("checkpoint.damaged", error.Code);
    }

    public void Dispose() => _fixture.Dispose();

    private static void Check(CheckpointLayout layout, string id, string file, byte[] bytes, string what)
    {
        File.WriteAllBytes(file, bytes);
        Assert.False(IsSound(layout, id), $"{Path.GetFileName(file)}: {what} was not found.");
    }
}
