using Cairn.Journal;

namespace Cairn.Tests.Journal;

public sealed class JournalClockTests
{
    [Fact]
    public void The_clock_of_records_never_runs_ahead_of_the_wall_clock()
    {
        var clock = new JournalClock(TimeProvider.System);
        long worstMs = long.MinValue;
        for (int i = 0; i < 200_000; i++)
        {
            if (i % 1000 == 0)
            {
                clock.Adjust();
            }

            long recordMs = clock.NowMs;
            worstMs = Math.Max(worstMs, recordMs - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        }

        Assert.InRange(worstMs, long.MinValue, 0);
    }

    [Fact]
    public void The_clock_of_records_lags_by_milliseconds_only()
    {
        var clock = new JournalClock(TimeProvider.System);
        long nearestMs = Enumerable.Range(0, 1000)
            .Min(_ => Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - clock.NowMs));
        Assert.InRange(nearestMs, 0, 40);
    }
}
