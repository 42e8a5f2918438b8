using System.Diagnostics;
using Cairn.Benchmarks.Harness;
using Cairn.IO;

namespace Cairn.Benchmarks.Checkpoints;

/// <summary>What training waits for when it saves, and how fast the checkpoint is on the disk then.</summary>
internal sealed class SavingBenchmark : IBenchmark
{
    private const long Bytes = 1L << 30;
    private const int Rounds = 7;

    public string Name => "Checkpoint saving";

    public IEnumerable<Row> Run()
    {
        var model = new LargeModel(Bytes);
        using var store = new CheckpointStore();
        long step = 0;
        double behind = 0;
        Save(); // the first one takes its memory from the system
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => 1e3 * Save(),
            () => Timing.Milliseconds(model.Copy),
            () => behind,
            () => Bytes / 1e6 / Timing.Seconds(() => WriteRaw(store.Folder, model)));
        return ToRows(samples);

        // Seconds of the call; the rest of the work sets the other figure.
        double Save()
        {
            long begun = Stopwatch.GetTimestamp();
            Task saving = store.Begin(model, ++step);
            double call = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            behind = Bytes / 1e6 / Timing.Seconds(() => saving.GetAwaiter().GetResult());
            return call;
        }
    }

    private static Row[] ToRows(IReadOnlyList<Samples> samples)
    {
        const string Stall = "Training waits for a save of 1 GiB", Writing = "1 GiB written, digested, read back, published";
        var call = new Row(Stall, "Cairn `SaveAsync`", samples[0], "ms");
        var copy = new Row(Stall, "floor: plain copy", samples[1], "ms");
        var save = new Row(Writing, "Cairn, behind the call", samples[2], "MB/s");
        var raw = new Row(Writing, "floor: raw write and fsync", samples[3], "MB/s");
        return
        [
            call with { Targets = [Target.Within("plain copy", 1.5, call.RatioTo(copy))] },
            copy,
            save with { Targets = [Target.FasterThan("the raw write", 0.8, save.RatioTo(raw))] },
            raw,
        ];
    }

    private static void WriteRaw(string folder, LargeModel model)
    {
        string path = Path.Combine(folder, "raw");
        using (IDurableFile file = PhysicalFileSystem.Instance.Open(path, FileIntent.Replace))
        {
            for (int i = 0; i < model.Count; i++)
            {
                file.Append(model.Tensor(i));
            }

            file.Sync();
        }

        File.Delete(path);
    }
}
