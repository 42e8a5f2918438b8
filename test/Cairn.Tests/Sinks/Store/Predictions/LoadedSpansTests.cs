using Cairn.Sinks.Store.Predictions;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class LoadedSpansTests
{
    private const long Room = 100;

    private readonly LoadedSpans _spans = new(Room);

    [Fact]
    public void Times_that_take_turns_stay()
    {
        _spans.Add(0, 10, added: 0);
        _spans.Add(1000, 1010, added: 0);

        for (int turn = 0; turn < 1000; turn++)
        {
            Assert.True(_spans.TryUse(2, 8, turn));
            Assert.True(_spans.TryUse(1000, 1010, turn));
        }

        Assert.False(_spans.TryUse(8, 11, added: 1000));
        Assert.False(_spans.TryUse(10, 1000, added: 1000));
    }

    [Fact]
    public void Spans_that_touch_become_one()
    {
        _spans.Add(0, 10, added: 0);
        _spans.Add(20, 30, added: 0);
        _spans.Add(10, 20, added: 0);

        Assert.True(_spans.TryUse(0, 30, added: 0));
    }

    [Fact]
    public void Of_too_many_the_least_recently_used_goes()
    {
        for (int i = 0; i < LoadedSpans.MaxCount; i++)
        {
            _spans.Add(i * 100, (i * 100) + 10, added: 0);
        }

        Assert.True(_spans.TryUse(0, 10, added: 0));
        _spans.Add(-100, -90, added: 0);

        Assert.True(_spans.TryUse(0, 10, added: 0));
        Assert.False(_spans.TryUse(100, 110, added: 0));
    }

    [Fact]
    public void What_nobody_used_while_others_took_its_room_is_read_again()
    {
        _spans.Add(0, 10, added: 0);

        Assert.False(_spans.TryUse(0, 10, added: Room));

        _spans.Add(5, 20, added: Room);
        Assert.False(_spans.TryUse(0, 10, added: Room));
        Assert.True(_spans.TryUse(5, 20, added: Room));
    }
}
