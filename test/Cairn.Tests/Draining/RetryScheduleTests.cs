using Cairn.Draining;
using Cairn.Tests.Support;

namespace Cairn.Tests.Draining;

public class RetryScheduleTests
{
    [Fact]
    public void Each_failure_doubles_the_pause_up_to_fifteen_seconds_and_a_success_ends_it()
    {
        var time = new ManualTime();
        var retry = new RetrySchedule(time);
        Assert.True(retry.IsDue());

        foreach (double pause in new[] { 0.25, 0.5, 1, 2, 4, 8, 15, 15 })
        {
            retry.Failed();
            time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Assert.False(retry.IsDue());
            time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(retry.IsDue());
        }

        retry.Succeeded();
        Assert.True(retry.IsDue());
        retry.Failed();
        time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.True(retry.IsDue());
    }
}
