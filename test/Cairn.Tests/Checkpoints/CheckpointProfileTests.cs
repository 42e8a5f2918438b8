using Cairn.Checkpoints;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Tests.Checkpoints;

public sealed class CheckpointProfileTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_profile_travels_in_the_checkpoint(bool compress)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(
            tracker, options: CheckpointFixture.Options(options => options.Compress = compress));
        InputProfile profile = Profile();
        CheckpointMetadata saved = Save(manager, profile);
        using LoadedCheckpoint loaded = manager.Load(CheckpointFixture.Model, saved.CheckpointId);
        Assert.Equal(profile.ToBytes(), loaded.Profile!.ToBytes());
        Assert.Equal(profile.ToBytes(), manager.ReadProfile(CheckpointFixture.Model, saved.CheckpointId)!.ToBytes());
    }

    [Fact]
    public void A_checkpoint_without_one_has_none()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        CheckpointMetadata saved = Save(manager, profile: null);
        using LoadedCheckpoint loaded = manager.Load(CheckpointFixture.Model, saved.CheckpointId);
        Assert.Null(loaded.Profile);
        Assert.Null(manager.ReadProfile(CheckpointFixture.Model, saved.CheckpointId));
        Assert.Throws<CheckpointException>(() => manager.ReadProfile(CheckpointFixture.Model, "none"));
    }

    [Fact]
    public void It_is_read_though_the_tensors_are_gone_and_refused_when_it_was_changed()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        CheckpointMetadata saved = Save(manager, Profile());
        File.Delete(_fixture.Tensors(saved));
        Assert.NotNull(manager.ReadProfile(CheckpointFixture.Model, saved.CheckpointId));
        CheckpointFixture.Damage(
            Path.Combine(_fixture.Directory, saved.Folder, "profile.safetensors"), offset: 100);
        Assert.Throws<CheckpointIntegrityException>(
            () => manager.ReadProfile(CheckpointFixture.Model, saved.CheckpointId));
    }

    private CheckpointMetadata Save(CheckpointManager manager, InputProfile? profile)
    {
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        return manager.Save(new CheckpointContent
        {
            Model = CheckpointFixture.Model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
            Profile = profile,
        })!;
    }

    private static InputProfile Profile()
    {
        var random = new Random(1);
        var profile = new InputProfile(["return"]);
        for (int i = 0; i < 1_000; i++)
        {
            profile.Add([random.NextSingle()], random.NextDouble(), "UP");
        }

        return profile;
    }
}
