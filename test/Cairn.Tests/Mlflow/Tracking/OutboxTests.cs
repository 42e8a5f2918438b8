using Cairn.Mlflow.Tracking;

namespace Cairn.Tests.Mlflow.Tracking;

public sealed class OutboxTests
{
    private const int Capacity = 10;

    private readonly Outbox _outbox = new(Capacity);

    [Fact]
    public void Files_count_as_values_do()
    {
        int taken = Enumerable.Range(0, 25).Count(_ => _outbox.TryAdd(Alone(OutgoingKind.Work)));

        Assert.Equal((Capacity, Capacity, 15L), (taken, (int)_outbox.Pending, _outbox.Lost));
    }

    [Fact]
    public void A_long_text_counts_as_many_values_until_it_is_sent()
    {
        Assert.True(_outbox.TryAdd(Tag(new string('x', 50 * (Capacity - 1)))));
        Assert.False(_outbox.TryAdd(Tag("short")));
        _outbox.Remove(1, isLost: false);
        Assert.True(_outbox.TryAdd(Tag("short")));
        Assert.False(_outbox.TryAdd(Tag(new string('x', 50 * Capacity))));
    }

    [Fact]
    public void A_run_that_was_begun_can_always_be_ended()
    {
        Assert.True(_outbox.TryAdd(Alone(OutgoingKind.Beginning)));
        while (_outbox.TryAdd(Tag("more")))
        {
        }

        Assert.True(_outbox.TryAdd(Alone(OutgoingKind.End)));
    }

    [Fact]
    public void What_is_behind_a_beginning_that_had_no_room_is_refused_until_another_run_begins()
    {
        while (_outbox.TryAdd(Tag("of the first run")))
        {
        }

        Assert.False(_outbox.TryAdd(Alone(OutgoingKind.Beginning)));
        _outbox.Remove(Capacity, isLost: false);

        Assert.False(_outbox.TryAdd(Tag("of the second run")));
        Assert.False(_outbox.TryAdd(Alone(OutgoingKind.End)));
        Assert.True(_outbox.TryAdd(Alone(OutgoingKind.Beginning)));
        Assert.True(_outbox.TryAdd(Tag("of the third run")));
    }

    private static Outgoing Tag(string text) => new(OutgoingKind.Tag, "tag", Text: text);

    private static Outgoing Alone(OutgoingKind kind) => new(kind, "work", Work: _ => { });
}
