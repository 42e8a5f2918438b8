using System.Buffers;
using Cairn.Benchmarks.Harness;
using Cairn.TensorBoard.Encoding;
using Cairn.TensorBoard.Reading;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>
/// How fast scalars of an event file are read by one thread. The operating system has the file in memory. The floor only
/// reads the bytes; the peer cuts records with a <see cref="BinaryReader"/> and decodes each into objects, as
/// generated code does.
/// </summary>
internal sealed class EventReadingBenchmark : IBenchmark
{
    private const int Events = 2_000_000;
    private const int PeerEvents = 200_000;
    private const double TargetPerSecond = 5_000_000;
    private const int Rounds = 9;

    private static readonly byte[][] Tags = ["loss/train"u8.ToArray(), "loss/val"u8.ToArray(), "lr"u8.ToArray()];

    public string Name => "TensorBoardReading";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        string path = folder.File("events.out.tfevents.1");
        string peerPath = folder.File("events.out.tfevents.2");
        Write(path, Events);
        Write(peerPath, PeerEvents);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(path);
        double allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Events;
        IReadOnlyList<Samples> seconds = Timing.Interleave(
            Rounds,
            () => Timing.Seconds(() => Read(path)),
            () => Timing.Seconds(() => GenericEventReader.Count(peerPath)),
            () => Timing.Seconds(() => ReadBytes(path)));
        Samples own = seconds[0].Select(taken => Events / taken);
        const string Operation = "Scalars of an event file";
        return
        [
            new Row(Operation, "Cairn, checksums proved", own, "events/s")
            {
                AllocatedBytes = allocated,
                Targets = [Target.AtLeast(TargetPerSecond, own.Median, "events/s")],
            },
            new Row(Operation, "an object for each message", seconds[1].Select(taken => PeerEvents / taken), "events/s"),
            new Row(Operation, "bytes read only (floor)", seconds[2].Select(taken => Events / taken), "events/s"),
        ];
    }

    private static void Read(string path)
    {
        using var reader = new EventFileReader(path);
        int count = 0;
        double sum = 0;
        while (reader.TryRead(out EventRecord record))
        {
            count += record.Kind == EventKind.Scalar ? 1 : 0;
            sum += record.Scalar;
        }

        if (count != Events || reader.DamageCount > 0 || sum < 0)
        {
            throw new InvalidOperationException($"{count} of {Events} events were read.");
        }
    }

    private static void ReadBytes(string path)
    {
        byte[] buffer = new byte[256 << 10];
        using FileStream file = File.OpenRead(path);
        while (file.Read(buffer) > 0)
        {
        }
    }

    private static void Write(string path, int events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventEncoder.WriteVersion(buffer, 1_700_000_000);
        for (int i = 0; i < events; i++)
        {
            int tag = i % Tags.Length;
            EventEncoder.WriteScalar(
                buffer, 1_700_000_000 + (i * 0.001), i / Tags.Length, Tags[tag], 1.0 / (i + 1), isFirst: i < Tags.Length);
        }

        File.WriteAllBytes(path, buffer.WrittenSpan);
    }
}
