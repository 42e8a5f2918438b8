using System.Security.Cryptography;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Checkpoints;

/// <summary>How fast a checkpoint is proved to be what was written, beside its digest from memory.</summary>
internal sealed class VerifyingBenchmark : IBenchmark
{
    private const long Bytes = 512L << 20;
    private const int Rounds = 7;

    public string Name => "Checkpoint verification";

    public IEnumerable<Row> Run()
    {
        const string Operation = "Verification of 512 MiB";
        var model = new LargeModel(Bytes);
        using var store = new CheckpointStore();
        store.Begin(model, 1).GetAwaiter().GetResult();
        string id = store.Manager.ListCheckpoints(CheckpointStore.Model)[0].CheckpointId;
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => Bytes / 1e6 / Timing.Seconds(() => Verify(store, id)),
            () => Bytes / 1e6 / Timing.Seconds(() => store.Manager.Load(CheckpointStore.Model, id).Dispose()),
            () => Bytes / 1e6 / Timing.Seconds(() => Digest(model)));
        var verify = new Row(Operation, "Cairn `Verify`, every byte", samples[0], "MB/s");
        var digest = new Row(Operation, "floor: SHA-256 from memory", samples[2], "MB/s");
        return
        [
            verify with { Targets = [Target.FasterThan("SHA-256", 0.8, verify.RatioTo(digest))] },
            new Row(Operation, "Cairn `Load`, verified", samples[1], "MB/s"),
            digest,
        ];
    }

    private static void Verify(CheckpointStore store, string id)
    {
        if (!store.Manager.Verify(id).IsSound)
        {
            throw new InvalidOperationException("The checkpoint is damaged.");
        }
    }

    private static void Digest(LargeModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < model.Count; i++)
        {
            hash.AppendData(model.Tensor(i));
        }

        hash.GetCurrentHash();
    }
}
