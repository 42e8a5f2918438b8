using Cairn.Storage;

namespace Cairn.Tests.Storage;

public sealed class OutcomeReferenceRangeTests
{
    [Theory]
    [InlineData(1000, 2000, "@1000-@2000")]
    [InlineData(999, 1000, "@999-@999 @1000-@1000")]
    [InlineData(-10, 10, "@-10-@-10 @-1-@-9 @0-@9 @10-@10")]
    [InlineData(long.MinValue, long.MinValue + 1, "@-9223372036854775807-@-9223372036854775808")]
    [InlineData(long.MaxValue - 1, long.MaxValue, "@9223372036854775806-@9223372036854775807")]
    [InlineData(2, 1, "")]
    public void Times_between_two_are_texts_of_one_length_each(long fromMs, long toMs, string expected)
    {
        IEnumerable<string> ranges = OutcomeReference.Between(fromMs, toMs).Select(one => $"{one.First}-{one.Last}");

        Assert.Equal(expected, string.Join(' ', ranges));
    }

    [Fact]
    public void Every_time_is_in_exactly_one_range_when_they_meet_all_of_them()
    {
        foreach (long ms in (long[])[long.MinValue, -1001, -1000, -999, -1, 0, 1, 99, 100, long.MaxValue])
        {
            string text = OutcomeReference.At(ms);

            Assert.Single(
                OutcomeReference.Between(long.MinValue, long.MaxValue),
                range => text.Length == range.Last.Length
                    && string.CompareOrdinal(range.First, text) <= 0
                    && string.CompareOrdinal(text, range.Last) <= 0);
        }
    }
}
