using System.Text;
using Cairn.Storage;
using Cairn.Storage.Archives;

namespace Cairn.Tests.Inference.Archives;

public sealed class ArchiveLineTests : IDisposable
{
    private readonly ArchiveFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string> Probabilities =>
        ["", "{}", "[1]", "no json", "{\"a\":\n1}", """{"BUY":"NaN","ü\u0001":1e-300}""", "null", "\"text\""];

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void The_column_of_probabilities_comes_back_to_the_letter(string text)
    {
        ArchivedPrediction prediction = _fixture.Some(1, daysAgo: 1) with { Probabilities = text };

        ArchivedPrediction? read = ArchiveLineReader.TryRead(Line(prediction));

        Assert.Equal(text, read!.Probabilities);
        Assert.NotNull(read.ToInfo().Probabilities);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(0.1)]
    public void Every_number_comes_back_to_the_bit(double number)
    {
        ArchivedPrediction? read = ArchiveLineReader.TryRead(Line(_fixture.Some(1, daysAgo: 1) with { Confidence = number }));

        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(read!.Confidence));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-62135596800000)]
    [InlineData(-1)]
    [InlineData(253402300799999)]
    [InlineData(long.MaxValue)]
    public void Every_time_comes_back_be_it_in_a_calendar_or_not(long timeMs)
    {
        ArchivedPrediction prediction = _fixture.Some(1, daysAgo: 1) with { DecidedMs = timeMs, DataMs = timeMs };

        ArchivedPrediction? read = ArchiveLineReader.TryRead(Line(prediction));

        Assert.Equal((timeMs, timeMs), (read!.DecidedMs, read.DataMs));
        _ = read.ToInfo();
    }

    [Fact]
    public void Hostile_words_stay_on_their_line_and_come_back()
    {
        const string Hostile = "a\n\"b\"\r\u2028{}\u0000€𝄞";
        ArchivedPrediction prediction = _fixture.Resolved(1, daysAgo: 1) with { Model = Hostile, Action = Hostile };
        byte[] line = Line(prediction);

        Assert.Equal(line.Length - 1, line.AsSpan().IndexOf((byte)'\n'));
        ArchivedPrediction? read = ArchiveLineReader.TryRead(line);
        Assert.Equal((Hostile, Hostile), (read!.Model, read.Action));
        Assert.Equal(prediction.Outcomes, read.Outcomes);
        Assert.Equal(prediction.Repeats, read.Repeats);
    }

    [Fact]
    public void Flaws_of_a_later_version_come_back()
    {
        PredictionFlaws later = PredictionFlaws.LookAhead | (PredictionFlaws)(1 << 20);

        Assert.Equal(later, ArchiveLineReader.TryRead(Line(_fixture.Some(1, daysAgo: 1) with { Flaws = later }))!.Flaws);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00112233445566778899aabbccddee")]
    [InlineData("00112233445566778899aabbccddeeff00")]
    [InlineData("00112233445566778899aabbccddeefg")]
    public void What_is_no_hash_of_sixteen_bytes_makes_no_prediction(string hash)
    {
        ArchivedPrediction prediction = _fixture.Some(1, daysAgo: 1) with { FeatureHash = hash, FeatureCount = 0 };

        Assert.Null(ArchiveLineReader.TryRead(Line(prediction)));
    }

    [Theory]
    [InlineData(long.MinValue, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1L << 40, true)]
    [InlineData((1L << 40) + 1, false)]
    [InlineData(long.MaxValue, false)]
    public void A_line_counts_the_repeats_that_it_lists_and_no_more_than_can_be(long count, bool isPrediction)
    {
        ArchivedPrediction prediction = _fixture.Resolved(1, daysAgo: 1) with { RepeatCount = count };

        Assert.Equal(isPrediction, ArchiveLineReader.TryRead(Line(prediction)) is not null);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0.5, double.NegativeInfinity)]
    [InlineData(0.5, double.NaN)]
    public void Half_a_score_is_none(double brier, double logLoss)
    {
        ArchivedPrediction prediction = _fixture.Resolved(1, daysAgo: 1);
        prediction = prediction with { Outcomes = [prediction.Outcomes[0] with { Brier = brier, LogLoss = logLoss }] };

        ArchivedOutcome read = ArchiveLineReader.TryRead(Line(prediction))!.Outcomes[0];

        Assert.Equal((double.NaN, double.NaN), (read.Brier, read.LogLoss));
    }

    [Fact]
    public void No_line_makes_the_reader_throw()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] sound = Line(_fixture.Resolved(1, daysAgo: 1));
        for (int round = 0; round < 20_000; round++)
        {
            byte[] line = [.. sound.AsSpan(0, random.Next(10) == 0 ? random.Next(sound.Length) : sound.Length)];
            for (int change = random.Next(1, 4); change > 0 && line.Length > 0; change--)
            {
                line[random.Next(line.Length)] = (byte)random.Next(256);
            }

            Exception? thrown = Record.Exception(() => ArchiveLineReader.TryRead(line)?.ToInfo());
            Assert.True(thrown is null, $"Seed {seed}, round {round}: {thrown} of {Encoding.Latin1.GetString(line)}");
        }
    }

    private static byte[] Line(ArchivedPrediction prediction)
    {
        using var writer = new ArchiveLineWriter();
        return writer.Write(prediction).ToArray();
    }
}
