using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class TroubledRunsTests
{
    private readonly ManualTime _time = new();
    private readonly TroubledRuns _troubles;

    public TroubledRunsTests() => _troubles = new TroubledRuns(_time);

    [Fact]
    public void A_run_that_failed_comes_after_the_others()
    {
        _troubles.Failed("a", FakeMlflow.Unreachable());
        _time.Advance(TimeSpan.FromSeconds(1));
        _troubles.Failed("b", FakeMlflow.Unreachable());

        Assert.Equal(["c", "a", "b"], _troubles.InOrder(["a", "b", "c"]));
        _troubles.Succeeded("a");
        Assert.Equal(["a", "c", "b"], _troubles.InOrder(["a", "b", "c"]));
    }

    [Fact]
    public void A_busy_server_is_the_runs_fault_when_others_were_sent_meanwhile()
    {
        var busy = new MlflowException("mlflow.busy", "memory", "Busy.", isTransient: true);

        Assert.False(_troubles.Failed("a", busy));
        Assert.False(_troubles.Failed("a", busy));
        _troubles.Succeeded("b");
        Assert.True(_troubles.Failed("a", busy));
    }

    [Fact]
    public void A_server_that_is_away_is_no_fault_of_a_run()
    {
        _troubles.Failed("a", FakeMlflow.Unreachable());
        _troubles.Succeeded("b");

        Assert.False(_troubles.Failed("a", FakeMlflow.Unreachable()));
        Assert.False(_troubles.IsLeftAlone("a"));
    }

    [Fact]
    public void A_run_that_is_at_fault_is_left_alone_for_five_minutes()
    {
        Assert.True(_troubles.Failed("a", new IOException("Its file is gone.")));
        Assert.True(_troubles.IsLeftAlone("a"));

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(_troubles.IsLeftAlone("a"));
    }
}
