using Cairn.TensorBoard.Reading;
using Xunit.Abstractions;

namespace Cairn.Tests.TensorBoard.Reading;

public class DamageTests(ITestOutputHelper output)
{
    private static readonly byte[][] Records =
    [
        EventBytes.Version,
        EventBytes.Scalar("loss", 1, 0.5f),
        EventBytes.Tensor("acc", "scalars", 2, Proto.Number(1, 1), EventBytes.Shape(), Proto.Bytes(5, Proto.Fixed(1f))),
        EventBytes.Value(3, Proto.Text(1, "w"), Proto.Bytes(5, Proto.Double(1, 0), Proto.Double(2, 1), Proto.Bytes(6, Proto.Fixed(1d)), Proto.Bytes(7, Proto.Fixed(3d)))),
        EventBytes.Scalar("loss", 4, 0.25f),
    ];

    private static readonly string[] Values =
        ["Version  0 0", "Scalar loss 1 0.5", "Scalar acc 2 1", "Histogram w 3 0", "Scalar loss 4 0.25"];

    [Fact]
    public void A_flip_of_any_bit_costs_its_record_only_and_is_reported()
    {
        byte[] whole = Proto.Join(Records);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            int hit = RecordAt(bit / 8);

            var read = FoundEvents.In(flipped);

            Assert.Equal(Values.Where((_, index) => index != hit), read.Values);
            EventDamage damage = Assert.Single(read.Damages);
            Assert.Equal(Start(hit), damage.Offset);
            Assert.Contains($"byte {damage.Offset}:", damage.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_byte_of_any_value_anywhere_never_costs_another_record()
    {
        byte[] whole = Proto.Join(Records);
        for (int at = 0; at < whole.Length; at++)
        {
            foreach (byte wrong in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                byte[] damaged = [.. whole];
                damaged[at] = wrong;
                int hit = wrong == whole[at] ? -1 : RecordAt(at);

                Assert.Equal(Values.Where((_, index) => index != hit), FoundEvents.In(damaged).Values);
            }
        }
    }

    [Fact]
    public void A_cut_anywhere_keeps_what_is_whole_and_says_where_the_rest_begins()
    {
        byte[] whole = Proto.Join(Records);
        for (int length = 0; length < whole.Length; length++)
        {
            int kept = RecordAt(length);

            var read = FoundEvents.In(whole[..length]);

            Assert.Equal(Values[..kept], read.Values);
            Assert.Equal(length == Start(kept) ? null : Start(kept), read.IncompleteAt);
            Assert.Empty(read.Damages);
        }
    }

    [Fact]
    public void Records_behind_a_torn_one_are_found()
    {
        for (int kept = 1; kept < Records[1].Length; kept++)
        {
            var read = FoundEvents.In([.. Records[0], .. Records[1][..kept], .. Records[2], .. Records[3], .. Records[4]]);

            Assert.Equal([Values[0], .. Values[2..]], read.Values);
            Assert.Equal(Records[0].Length, Assert.Single(read.Damages).Offset);
        }
    }

    [Fact]
    public void A_record_that_fits_its_checksum_but_is_no_event_is_passed_over()
    {
        byte[][] bad =
        [
            EventBytes.Record([0xFF, 0xFF, 0xFF, 0xFF]),
            EventBytes.Record([0]),
            EventBytes.Record(Proto.Bytes(5, [1 << 3 | 2, 50])),
            EventBytes.Record(Proto.Bytes(5, Proto.Bytes(1, [1 << 3 | 2, 50]))),
            EventBytes.Record(Proto.Bytes(5, Proto.Bytes(1, Proto.Bytes(8, [1 << 3 | 2, 50])))),
            EventBytes.Record(Proto.Bytes(5, Proto.Bytes(1, Proto.Bytes(9, Proto.Bytes(1, [1 << 3 | 2, 50]))))),
            EventBytes.Record([.. Enumerable.Repeat((byte)0x0B, 100_000)]), // groups in groups without end
        ];
        foreach (byte[] record in bad)
        {
            var read = FoundEvents.In([.. Records[0], .. record, .. Records[1]]);

            Assert.Equal(Values[..2], read.Values);
            Assert.Equal(EventDamageKind.Event, Assert.Single(read.Damages).Kind);
        }
    }

    [Fact]
    public void Zeros_behind_the_last_record_are_one_damage()
    {
        var read = FoundEvents.In([.. Records[0], .. new byte[5000]]);

        Assert.Equal(Values[..1], read.Values);
        Assert.Equal(EventDamageKind.Length, Assert.Single(read.Damages).Kind);
    }

    [Fact]
    public void Random_damage_never_makes_up_a_value_and_never_crashes()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = Proto.Join([.. Enumerable.Range(0, 30).Select(step => EventBytes.Scalar("t" + (step % 3), step, step))]);
            string[] all = [.. Enumerable.Range(0, 30).Select(step => $"Scalar t{step % 3} {step} {step}")];
            for (int hits = random.Next(1, 6); hits > 0; hits--)
            {
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 20), random.Next(1, 20)));
            }

            var read = FoundEvents.In(bytes[..random.Next(bytes.Length / 2, bytes.Length)]);

            Assert.Empty(read.Values.Except(all));
            Assert.Equal(read.Values.Distinct(), read.Values);
        }
    }

    [Fact]
    public void Noise_with_sound_checksums_never_crashes_any_accessor()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] plugins = ["scalars", "histograms", "images", "text", "pr_curves", "custom_scalars", "hparams", ""];
        for (int round = 0; round < 2000; round++)
        {
            byte[] noise = new byte[random.Next(60)];
            random.NextBytes(noise);
            byte[] tensor = Proto.Join(
                Proto.Number(1, (ulong)random.Next(30)), EventBytes.Shape([.. Sizes(random)]), Proto.Bytes(random.Next(1, 20), noise));
            FoundEvents.In(EventBytes.Record(noise));
            ReadAll(EventBytes.Value(
                1, Proto.Text(1, "t"), EventBytes.Metadata(plugins[round % plugins.Length], noise), Proto.Bytes(8, tensor)));
        }
    }

    private static IEnumerable<long> Sizes(Random random) =>
        Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) switch
        {
            0 => random.NextInt64(),
            1 => -random.NextInt64(),
            _ => random.Next(8),
        });

    private static void ReadAll(byte[] record) => FoundEvents.One(record, value =>
    {
        value.TryReadHistogram(out HistogramBins? bins);
        bins?.ToHistogram();
        value.ReadImages();
        value.TryReadText(out EventText? text);
        text?.ToMarkdown();
        value.TryReadPrCurve(out _);
        value.TryReadHparams(out _);
        return 0;
    });

    private static int Start(int record) => Records.Take(record).Sum(bytes => bytes.Length);

    private static int RecordAt(int offset)
    {
        int record = 0;
        while (record < Records.Length && offset >= Start(record + 1))
        {
            record++;
        }

        return record;
    }
}
