using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.Tests.Tracker;

public sealed class RunMediaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_run_shows_is_in_the_store_in_the_order_of_recording()
    {
        await using var tracker = CairnTracker.Open(_folder["store"]);
        using Run run = tracker.StartRun("look");
        run.LogImage("scatter", 3, [1, 2, 3]);
        run.LogText("notes", 4, "**grün**");
        await tracker.FlushAsync();

        using IRunStore store = RunStore.Open(_folder["store"]);
        IReadOnlyList<MediaInfo> media = store.ListMedia(run.Id);
        Assert.Equal([(MediaKind.Image, "scatter", 3L), (MediaKind.Text, "notes", 4L)], media.Select(one => (one.Kind, one.Name, one.Step)));
        Assert.Equal([1, 2, 3], store.ReadMedia(media[0].Id));
        Assert.Equal("**grün**"u8.ToArray(), store.ReadMedia(media[1].Id));
        Assert.Single(store.ListMedia(run.Id, afterId: media[0].Id));
    }

    [Fact]
    public async Task A_picture_too_large_for_a_record_leaves_a_warning_in_its_place()
    {
        await using var tracker = CairnTracker.Open(_folder["store"]);
        using Run run = tracker.StartRun("look");
        run.LogImage("huge", 1, new byte[600_000]);
        run.LogImage("large", 2, new byte[500_000]);
        await tracker.FlushAsync();

        using IRunStore store = RunStore.Open(_folder["store"]);
        Assert.Equal("large", Assert.Single(store.ListMedia(run.Id)).Name);
        Assert.Contains(store.ReadEvents(run.Id), one => one.Kind == "warning" && one.Message.Contains("'huge'", StringComparison.Ordinal));
    }
}
