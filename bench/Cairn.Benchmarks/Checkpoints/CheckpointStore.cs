using Cairn.Benchmarks.Harness;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;

namespace Cairn.Benchmarks.Checkpoints;

/// <summary>A store with a manager that keeps one checkpoint and no trash. Owns both.</summary>
internal sealed class CheckpointStore : IDisposable
{
    public const string Model = "large";

    private readonly TempFolder _folder = new();
    private readonly CairnTracker _tracker;

    public CheckpointStore(bool compress = false)
    {
        _tracker = CairnTracker.Open(_folder.File("store"));
        Manager = _tracker.OpenCheckpoints(new CheckpointOptions
        {
            Retention = Keep.Latest(1),
            KeepInTrash = TimeSpan.Zero,
            Compress = compress,
        });
    }

    public CheckpointManager Manager { get; }

    public string Folder => _folder.Path;

    public Task Begin(LargeModel model, long step) => Manager.SaveAsync(
        new CheckpointContent { Model = Model, Tensors = model.State, Step = step });

    public void Dispose()
    {
        _tracker.Dispose();
        _folder.Dispose();
    }
}
