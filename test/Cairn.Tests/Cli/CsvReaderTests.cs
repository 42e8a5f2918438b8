using Cairn.Cli.Outcomes;

namespace Cairn.Tests.Cli;

public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b 2:c|d")]
    [InlineData("\"a,1\",\"b \"\"x\"\"\"\n", "1:a,1|b \"x\"")]
    [InlineData("\"a\nb\",c\nd\n", "1:a\nb|c 3:d")]
    [InlineData("a,,\n,\n", "1:a|| 2:|")]
    [InlineData("\"\",a\n", "1:|a")]
    [InlineData("a\n\nb\n", "1:a 2: 3:b")]
    [InlineData("\"a\"b,c\n", "1:ab|c")]
    [InlineData("", "")]
    public void Records_are_read_as_others_write_them(string text, string expected)
    {
        IEnumerable<string> records = new CsvReader(new StringReader(text)).Read()
            .Select(line => $"{line.Number}:{string.Join('|', line.Fields)}");

        Assert.Equal(expected, string.Join(' ', records));
    }

    [Fact]
    public void A_quote_that_never_ends_is_a_broken_record()
    {
        CsvLine line = Assert.Single(new CsvReader(new StringReader("\"a,b\nc,d\n")).Read());

        Assert.True(line.IsBroken);
    }

    [Fact]
    public void What_was_written_by_the_rules_is_read_back()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++)
        {
            string[][] rows = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Row(random))];
            string text = string.Concat(rows.Select(row => string.Join(',', row.Select(Quote)) + "\r\n"));

            string[][] read = [.. new CsvReader(new StringReader(text)).Read().Select(line => line.Fields.ToArray())];

            Assert.True(
                rows.Length == read.Length && rows.Zip(read).All(pair => pair.First.SequenceEqual(pair.Second)),
                $"Seed {seed}, round {round}: {text}");
        }
    }

    private static string[] Row(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new string(random.GetItems("ab,\"\r\n ".AsSpan(), random.Next(6))))];

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
