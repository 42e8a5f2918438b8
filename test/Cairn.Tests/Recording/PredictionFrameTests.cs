using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Inference;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Tests.Inference;
using Cairn.Tests.Support;

namespace Cairn.Tests.Recording;

/// <summary>The bytes of a prediction, as <c>docs/design/inference-log.md</c> gives them.</summary>
public class PredictionFrameTests
{
    private static readonly DateTimeOffset Now = new ManualTime().GetUtcNow();

    [Fact]
    public void Every_field_lies_where_the_design_page_says()
    {
        using var fixture = new InferenceFixture(new ManualTime());
        Log(fixture);

        byte[] frame = Frame(fixture);

        Assert.Equal(8 + 104 + (2 * 16) + (3 * 4) + 4, frame.Length);
        Assert.Equal((byte)RecordKind.Prediction, frame[2]);
        Assert.Equal(1, Int64(8));
        Assert.Equal(Now.ToUnixTimeMilliseconds(), Int64(16));
        Assert.Equal(Now.ToUnixTimeMilliseconds() - 1000, Int64(24));
        Assert.Equal(Now.ToUnixTimeMilliseconds() + 1000, Int64(32));
        Assert.Equal(0.85, Double(40));
        Assert.Equal(12.5, Double(48));
        Assert.Equal("4f732afec7493057d3e7443b584cfd94", $"{Int64(56):x16}{Int64(64):x16}");
        Assert.InRange(Int64(72), 1 << 20, long.MaxValue);
        Assert.Equal(("m", "s"), (Label(Int32(80)), Label(Int32(84))));
        Assert.Equal(("BUY", "c"), (Label(Int32(88)), Label(Int32(92))));
        Assert.Equal((int)PredictionFlaws.LookAhead, Int32(96));
        Assert.Equal((300_000, 3), (Int32(100), Int32(104)));
        Assert.Equal((2, 3), (Int16(108), Int16(110)));
        Assert.Equal(("BUY", 0, 0.75), (Label(Int32(112)), Int32(116), Double(120)));
        Assert.Equal(("SELL", 0, 0.25), (Label(Int32(128)), Int32(132), Double(136)));
        Assert.Equal([1f, 2f, 3f], MemoryMarshal.Cast<byte, float>(frame.AsSpan(144, 12)));
        Assert.Equal(0, Int32(156));

        long Int64(int at) => BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(at));
        int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(at));
        int Int16(int at) => BinaryPrimitives.ReadInt16LittleEndian(frame.AsSpan(at));
        double Double(int at) => BinaryPrimitives.ReadDoubleLittleEndian(frame.AsSpan(at));
        string Label(int number) => fixture.Names.Definitions.FindLabel((uint)number)!.Text;
    }

    [Fact]
    public void A_payload_that_is_shorter_than_it_says_is_no_prediction()
    {
        using var fixture = new InferenceFixture();
        Log(fixture);
        byte[] payload = Frame(fixture)[FrameHeader.Bytes..];
        int whole = payload.Length - 4; // the padding is not missed

        for (int length = 0; length < whole; length++)
        {
            Assert.False(PredictionRecord.TryRead(payload.AsSpan(0, length), out _), $"{length} of {whole} bytes");
        }

        Assert.True(PredictionRecord.TryRead(payload.AsSpan(0, whole), out PredictionRecord record));
        Assert.Equal((2, 3), (record.Probabilities.Length, record.Features.Length));
    }

    [Fact]
    public void A_prediction_without_a_number_is_none()
    {
        byte[] payload = new byte[Unsafe.SizeOf<PredictionPayload>()];

        Assert.False(PredictionRecord.TryRead(payload, out _));
    }

    [Fact]
    public void Words_are_in_the_catalog_before_the_record_is_in_the_journal()
    {
        using var fixture = new InferenceFixture();
        fixture.Digests["c"] = "digest";
        Log(fixture);

        var definitions = new Definitions();
        new CatalogReader(PhysicalFileSystem.Instance, JournalFolder.CatalogPath(fixture.Journal.Writer.Folder))
            .ReadOn(definitions.Add);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal("m", definitions.FindLabel(seen.Fields.Model)!.Text);
        Assert.Equal(new LabelDefinition(seen.Fields.Checkpoint, "c", "digest"), definitions.FindLabel(seen.Fields.Checkpoint));
    }

    private static void Log(InferenceFixture fixture) => fixture.Logger.Log(new Prediction
    {
        Model = "m",
        Symbol = "s",
        Action = "BUY",
        Confidence = 0.85,
        Probabilities = [new("BUY", 0.75), new("SELL", 0.25)],
        InputFeatures = [1, 2, 3],
        ProcessingTimeMs = 12.5,
        CheckpointId = "c",
        DecisionTime = Now.AddSeconds(-1),
        DataAsOf = Now.AddSeconds(1),
    });

    private static byte[] Frame(InferenceFixture fixture)
    {
        var reader = new JournalReader(fixture.Journal.Writer, new byte[JournalReader.WindowBytes]);
        JournalBatch batch;
        JournalPosition position = default;
        while (reader.TryRead(position, out batch) && batch.Count == 0) // the beginning of the segment may come alone
        {
            position = batch.To;
        }

        return batch.Frames[..FrameHeader.Read(batch.Frames.Span).LengthBytes].ToArray();
    }
}
