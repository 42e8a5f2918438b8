using Cairn.Diagnostics;
using Cairn.Draining;
using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Tests.Support;

namespace Cairn.Tests.Draining;

public class SinkLaneTests
{
    private readonly ManualTime _time = new();
    private readonly List<CairnFailure> _failures = [];
    private int _opened;

    [Fact]
    public void A_failure_is_said_once_and_its_end_once()
    {
        using SinkLane lane = NewLane();

        Assert.False(Fail(lane));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Fail(lane));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(lane.Try(_ => { }));
        Assert.True(lane.Try(_ => { }));

        Assert.Equal([false, true], _failures.Select(failure => failure.IsRecovered));
        Assert.Null(lane.Failure);
    }

    [Fact]
    public void After_a_failure_the_sink_is_left_alone_for_a_while_unless_somebody_waits()
    {
        using SinkLane lane = NewLane();
        Fail(lane);
        int calls = 0;

        Assert.False(lane.Try(_ => calls++));
        Assert.Equal(0, calls);
        Assert.True(lane.Try(_ => calls++, isUrgent: true));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_fault_that_nobody_foresaw_is_a_failure_of_the_sink_and_not_of_the_host()
    {
        using SinkLane lane = NewLane();

        Assert.False(lane.Try(_ => throw new InvalidCastException("surprise")));

        Assert.Contains("surprise", lane.Failure!.Message);
    }

    [Fact]
    public void A_journal_that_cannot_be_read_is_not_the_sinks_failure()
    {
        using SinkLane lane = NewLane();

        Assert.Throws<JournalUnreadableException>(() => lane.Try(_ => throw new JournalUnreadableException("rotten")));

        Assert.Null(lane.Failure);
        Assert.True(lane.Try(_ => { }));
    }

    [Fact]
    public void A_sink_is_opened_when_it_is_first_needed_and_once()
    {
        using SinkLane lane = NewLane();
        Assert.Equal(0, _opened);
        lane.Try(_ => { });
        lane.Try(_ => { });
        Assert.Equal(1, _opened);
    }

    private static bool Fail(SinkLane lane) => lane.Try(_ => throw new SinkUnavailableException("away", null));

    private SinkLane NewLane() => new(Open, CairnFailureKind.Store, new FailureReporter(_failures.Add), _time);

    private IdleSink Open()
    {
        _opened++;
        return new IdleSink();
    }

    private sealed class IdleSink : ISink
    {
        public string Name => "idle";

        public SinkProgress ProgressOf(IDrainedJournal journal) => SinkProgress.None;

        public void Write(IDrainedJournal journal, in JournalBatch batch)
        {
        }

        public void Close(IDrainedJournal journal)
        {
        }

        public void Dispose()
        {
        }
    }
}
