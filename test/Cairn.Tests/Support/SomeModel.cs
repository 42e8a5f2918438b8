using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;

namespace Cairn.Tests.Support;

/// <summary>A small model whose weights are all the epoch, so that a mixture of two checkpoints shows.</summary>
internal static class SomeModel
{
    public const string Name = "agent";

    private const int Weights = 2000;

    public static string BackupOf(string store) => Path.Combine(store, "backup");

    public static CheckpointContent Content(int epoch) => new()
    {
        Model = Name,
        Tensors = Tensors(epoch),
        Epoch = epoch,
        Step = epoch * 10,
        Metrics = new Dictionary<string, double> { ["val_loss"] = 1.0 / epoch },
    };

    /// <summary>No room is reserved: the volumes of tests are small.</summary>
    public static CheckpointOptions Options(int latest, string? backup = null) => new()
    {
        Retention = Keep.Latest(latest),
        BackupDirectory = backup,
        DiskReserveBytes = 0,
    };

    /// <summary>The epoch that all weights have.</summary>
    /// <exception cref="InvalidDataException">They have several, or not that of the metadata.</exception>
    public static int EpochOf(LoadedCheckpoint loaded)
    {
        float[] weights = new float[Weights];
        loaded.CopyTo(new TensorArrays(new Dictionary<string, Array> { ["w"] = weights }));
        return weights.Distinct().ToArray() is [var epoch] && epoch == loaded.Metadata.Epoch
            ? (int)epoch
            : throw new InvalidDataException($"Epoch {loaded.Metadata.Epoch} has the weights of others.");
    }

    private static TensorArrays Tensors(float value) =>
        new(new Dictionary<string, Array> { ["w"] = Enumerable.Repeat(value, Weights).ToArray() });
}
