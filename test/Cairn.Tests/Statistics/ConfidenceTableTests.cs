using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public sealed class ConfidenceTableTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0099, 0)]
    [InlineData(0.01, 1)]
    [InlineData(0.29, 29)]
    [InlineData(0.57, 57)]
    [InlineData(0.7, 70)]
    [InlineData(0.7f, 70)]
    [InlineData(0.999, 99)]
    [InlineData(1, 99)]
    public void A_confidence_counts_in_its_hundredth(double confidence, int step)
    {
        var table = new ConfidenceTable();
        table.Add(confidence, isCorrect: true);

        Assert.Equal(new ConfidenceStep(1, confidence, 1), table[step]);
    }

    [Fact]
    public void What_is_taken_back_leaves_nothing()
    {
        var table = new ConfidenceTable();
        table.Add(0.1, isCorrect: true);
        table.Add(0.2, isCorrect: false);
        byte[] before = table.ToBytes();

        table.Add(0.105, isCorrect: false);
        table.Add(0.8, isCorrect: true);
        table.Add(0.105, isCorrect: false, -1);
        table.Add(0.8, isCorrect: true, -1);

        Assert.Equal(2, table.Count);
        Assert.Equal(default, table[80]);
        Assert.Equal(0.1, table[10].ConfidenceSum, 1e-12);
        Assert.Equal(before.Length, table.ToBytes().Length);
    }

    [Fact]
    public void Bytes_read_back_as_the_same_table()
    {
        int seed = Environment.TickCount;
        ConfidenceTable table = RandomTable(new Random(seed));

        Assert.True(ConfidenceTable.TryRead(table.ToBytes(), out ConfidenceTable read), $"seed {seed}");
        Assert.Equal(table.Count, read.Count);
        Assert.Equal(table.ToBytes(), read.ToBytes());
    }

    [Fact]
    public void Tables_of_two_halves_merge_into_that_of_the_whole()
    {
        int seed = Environment.TickCount;
        ConfidenceTable first = RandomTable(new Random(seed));
        ConfidenceTable second = RandomTable(new Random(seed + 1));
        var whole = new ConfidenceTable();
        whole.Merge(first);
        whole.Merge(second);

        Assert.Equal(first.Count + second.Count, whole.Count);
        for (int step = 0; step < ConfidenceTable.Steps; step++)
        {
            Assert.Equal(first[step].Plus(second[step]), whole[step]);
        }
    }

    [Fact]
    public void Hostile_bytes_are_refused_or_read_and_never_more()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] sound = RandomTable(random).ToBytes();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. sound];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (ConfidenceTable.TryRead(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out ConfidenceTable read))
            {
                Assert.True(read.Count >= 0, $"seed {seed}");
                Assert.InRange(Calibration.Error(read), read.Count == 0 ? double.NaN : -1, 2);
            }
        }
    }

    [Fact]
    public void More_right_than_there_are_is_refused()
    {
        var table = new ConfidenceTable();
        table.Add(0.5, isCorrect: true);
        byte[] bytes = table.ToBytes();
        Assert.True(ConfidenceTable.TryRead(bytes, out _));

        bytes[^1] = 2;

        Assert.False(ConfidenceTable.TryRead(bytes, out _));
    }

    private static ConfidenceTable RandomTable(Random random)
    {
        var table = new ConfidenceTable();
        for (int i = 0; i < 500; i++)
        {
            table.Add(random.NextDouble(), random.Next(2) == 0);
        }

        return table;
    }
}
