using System.Buffers.Binary;
using Cairn.IO;
using Cairn.TensorBoard.Reading;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard.Reading;

public class EventFileReaderTests
{
    [Fact]
    public void A_file_gives_its_values_in_order()
    {
        var read = FoundEvents.In(
            [.. EventBytes.Version, .. EventBytes.Scalar("loss", 0, 0.5f), .. EventBytes.Scalar("acc", 7, -1)]);

        Assert.Equal(["Version  0 0", "Scalar loss 0 0.5", "Scalar acc 7 -1"], read.Values);
        Assert.Empty(read.Damages);
        Assert.Null(read.IncompleteAt);
    }

    [Fact]
    public void A_record_may_hold_several_values_whose_step_comes_behind_them()
    {
        byte[] summary = Proto.Bytes(
            5,
            Proto.Bytes(1, Proto.Text(1, "a"), Proto.Single(2, 1)),
            Proto.Number(3, 9),
            Proto.Bytes(1, Proto.Single(2, 2), Proto.Text(1, "b")));

        var read = FoundEvents.In(EventBytes.Record(summary, Proto.Number(2, 5), Proto.Double(1, 3)));

        Assert.Equal(["Scalar a 5 1", "Scalar b 5 2"], read.Values);
    }

    [Fact]
    public void Unknown_fields_are_passed_over_groups_too()
    {
        byte[] group = [(20 << 3) & 0x7F | 0x80 | 3, 1, .. Proto.Text(1, "x"), (20 << 3) & 0x7F | 0x80 | 4, 1];
        byte[] record = EventBytes.Record(
            Proto.Text(99, "?"), group, Proto.Number(2, 1), Proto.Bytes(5, group, Proto.Bytes(1, Proto.Text(1, "a"), Proto.Single(2, 4), group)));

        Assert.Equal(["Scalar a 1 4"], FoundEvents.In(record).Values);
    }

    [Fact]
    public void The_first_value_of_a_tag_says_its_plugin_for_all()
    {
        byte[] tensor = Proto.Join(Proto.Number(1, 7), EventBytes.Shape(), Proto.Text(8, "words"));
        var read = FoundEvents.In(
            [
                .. EventBytes.Tensor("note", "text", 0, tensor),
                .. EventBytes.Value(1, Proto.Text(1, "note"), Proto.Bytes(8, tensor)),
                .. EventBytes.Value(2, Proto.Text(1, "other"), Proto.Bytes(8, tensor)),
            ]);

        Assert.Equal(["Text note 0 0", "Text note 1 0", "Other other 2 0"], read.Values);
    }

    [Fact]
    public void A_file_is_followed_while_it_grows_byte_by_byte()
    {
        byte[] whole = [.. EventBytes.Version, .. EventBytes.Scalar("a", 0, 1), .. EventBytes.Scalar("b", 1, 2)];
        using var folder = new TempFolder();
        string path = folder["events.out.tfevents.1"];
        File.WriteAllBytes(path, []);
        using var reader = new EventFileReader(path);
        var values = new List<string>();
        for (int i = 0; i < whole.Length; i++)
        {
            using (var file = new FileStream(path, FileMode.Append))
            {
                file.WriteByte(whole[i]);
            }

            values.AddRange(FoundEvents.Drain(reader));
            Assert.Equal(i < whole.Length - 1 && !IsEnd(whole, i + 1), reader.IncompleteAt is not null);
        }

        Assert.Equal(["Version  0 0", "Scalar a 0 1", "Scalar b 1 2"], values);
        Assert.Empty(reader.Damages);
    }

    [Fact]
    public void A_length_beyond_the_file_is_waited_for_and_costs_no_memory()
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, EventFileReader.MaxRecordBytes);
        byte[] bytes = [.. EventBytes.Version, .. length, .. EventBytes.Masked(length), 1, 2, 3];

        long before = GC.GetAllocatedBytesForCurrentThread();
        var read = FoundEvents.In(bytes);

        Assert.Equal(EventBytes.Version.Length, read.IncompleteAt);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void A_length_beyond_the_limit_is_damage_though_its_checksum_holds()
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, EventFileReader.MaxRecordBytes + 1L);

        var read = FoundEvents.In([.. length, .. EventBytes.Masked(length), .. EventBytes.Scalar("a", 0, 1)]);

        Assert.Equal(["Scalar a 0 1"], read.Values);
        Assert.Equal(EventDamageKind.Length, Assert.Single(read.Damages).Kind);
    }

    [Fact]
    public void A_scalar_costs_no_memory()
    {
        using var folder = new TempFolder();
        string path = folder["events.out.tfevents.1"];
        byte[] one = EventBytes.Scalar("loss/train", 3, 0.5f);
        byte[] tensor = EventBytes.Tensor("acc", "scalars", 3, Proto.Number(1, 1), EventBytes.Shape(), Proto.Bytes(5, Proto.Fixed(1f)));
        File.WriteAllBytes(path, Proto.Join([.. Enumerable.Repeat(Proto.Join(one, tensor), 1000)]));
        using var reader = new EventFileReader(path);
        Assert.True(reader.TryRead(out _) && reader.TryRead(out _));

        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 2;
        while (count < 2000 && reader.TryRead(out EventRecord value))
        {
            count += value.Kind == EventKind.Scalar ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Records_larger_than_the_window_are_read()
    {
        byte[] picture = [.. Enumerable.Range(0, 700_000).Select(i => (byte)(i * 31))];
        byte[] image = Proto.Bytes(4, Proto.Number(1, 2), Proto.Number(2, 3), Proto.Bytes(4, picture));
        byte[] record = EventBytes.Value(0, Proto.Text(1, "big"), image);

        var read = FoundEvents.In([.. EventBytes.Version, .. record, .. record, .. EventBytes.Scalar("a", 0, 1)]);

        Assert.Equal(["Version  0 0", "Image big 0 0", "Image big 0 0", "Scalar a 0 1"], read.Values);
        EventImage decoded = Assert.Single(FoundEvents.One(record, value => value.ReadImages()));
        Assert.Equal((3, 2), (decoded.Width, decoded.Height));
        Assert.Equal(picture, decoded.Encoded);
    }

    [Fact]
    public void Reading_goes_on_after_every_fault_of_the_disk()
    {
        using var folder = new TempFolder();
        string path = folder["events.out.tfevents.1"];
        File.WriteAllBytes(path, [.. EventBytes.Version, .. EventBytes.Scalar("a", 0, 1), .. EventBytes.Scalar("b", 1, 2)]);
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n));
            var values = new List<string>();
            try
            {
                using var reader = new EventFileReader(path, files, new EventTags(), new DamageLog(), mayGrow: true);
                ReadInSpite(reader, values);
                Assert.Equal(["Version  0 0", "Scalar a 0 1", "Scalar b 1 2"], values);
            }
            catch (IOException)
            {
                Assert.Equal(0, n); // it could not be opened
            }

            if (!files.Fired)
            {
                break;
            }
        }
    }

    [Fact]
    public void A_scalar_means_the_same_in_the_usual_form_and_in_any_other()
    {
        byte[] unknown = Proto.Text(99, "?");
        byte[] number = Proto.Fixed(0.5f);
        byte[][] usual = [Proto.Single(2, 0.5f), Proto.Bytes(8, Tensor()), Proto.Bytes(8, Proto.Number(1, 1), Proto.Bytes(5, number))];
        byte[][] unusual =
        [
            Proto.Join(unknown, Proto.Single(2, 0.5f)),
            Proto.Bytes(8, unknown, Tensor()),
            Proto.Bytes(8, Proto.Bytes(5, number), Proto.Number(1, 1)),
        ];
        foreach (long step in new[] { 0, 1, 300, long.MaxValue, -1 })
        {
            foreach (string tag in new[] { "", "loss", new string('x', 100), new string('x', 300) })
            {
                byte[][] records = [.. usual.Concat(unusual).Select(value => EventBytes.Value(step, Proto.Text(1, tag), value))];

                var read = FoundEvents.In(Proto.Join(records));

                Assert.Equal(Enumerable.Repeat($"Scalar {tag} {step} 0.5", records.Length), read.Values);
                Assert.Empty(read.Damages);
            }
        }

        byte[] Tensor() => Proto.Join(Proto.Number(1, 1), EventBytes.Shape(), Proto.Bytes(5, number));
    }

    [Fact]
    public void A_tensor_of_another_plugin_that_looks_like_a_scalar_is_none()
    {
        byte[] tensor = Proto.Join(Proto.Number(1, 1), EventBytes.Shape(), Proto.Bytes(5, Proto.Fixed(1f)));

        var read = FoundEvents.In(
            [
                .. EventBytes.Tensor("x", "mine", 0, tensor),
                .. EventBytes.Value(1, Proto.Text(1, "x"), Proto.Bytes(8, tensor)),
            ]);

        Assert.Equal(["Other x 0 0", "Other x 1 0"], read.Values);
    }

    private static void ReadInSpite(EventFileReader reader, List<string> values)
    {
        for (bool isDone = false; !isDone;)
        {
            try
            {
                while (reader.TryRead(out EventRecord value))
                {
                    values.Add(FoundEvents.Describe(value));
                }

                isDone = true;
            }
            catch (IOException)
            {
                // the next call goes on
            }
        }
    }

    private static bool IsEnd(byte[] whole, int length) =>
        length == EventBytes.Version.Length || length == whole.Length - EventBytes.Scalar("b", 1, 2).Length;
}
