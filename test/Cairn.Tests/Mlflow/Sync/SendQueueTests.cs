using Cairn.Mlflow.Sync;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class SendQueueTests : IDisposable
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UnixEpoch.AddDays(1);

    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void A_run_that_goes_on_while_its_end_is_sent_is_sent_again()
    {
        var queue = new SendQueue(_sync.Folder(), new ManualTime());
        queue.Add("r", default);
        DateTimeOffset? before = queue.SinceOf("r");
        queue.Add("r", Later);

        queue.Done("r", before);
        Assert.Equal(["r"], queue.Own());

        queue.Done("r", Later);
        Assert.Empty(queue.Own());
    }
}
