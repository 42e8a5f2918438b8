using System.Text;
using Cairn.Sinks.Files;

namespace Cairn.Tests.Sinks.Files;

public sealed class UtcTextTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999Z")]
    [InlineData(1795271700007, "2026-11-21T14:35:00.007Z")]
    [InlineData(long.MaxValue, "9999-12-31T23:59:59.999Z")]
    [InlineData(long.MinValue, "0001-01-01T00:00:00.000Z")]
    public void A_time_is_written_in_utc_whatever_came_before(long timeMs, string expected)
    {
        UtcText text = new('T', "Z");
        foreach (long before in (long[])[timeMs, 0, 1795271700999])
        {
            text.Format(before);
            Assert.Equal(expected, Encoding.ASCII.GetString(text.Format(timeMs)));
        }
    }
}
