using Cairn.Inference;
using Cairn.Inference.Archives;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.Tests.Inference.Archives;

public sealed class ArchiveFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whichever_operation_fails_every_prediction_is_in_the_store_or_in_a_sound_archive(bool fromThenOn)
    {
        for (int at = 0; ; at++)
        {
            using var fixture = new ArchiveFixture();
            fixture.Add(Enumerable.Range(1, 20).Select(number => fixture.Resolved(number, daysAgo: 40)));
            using CairnTracker tracker = fixture.Open();
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(at, FromThenOn: fromThenOn, TornBytes: 3));
            ArchiveException? error = await TryCleanUp(fixture, tracker, files);

            int kept = (int)fixture.Count("predictions");
            PredictionId[] archived = [.. tracker.Inference.ListArchives().SelectMany(archive => archive.Read()).Select(one => one.Id).Distinct()];
            Assert.True(kept == 20 || archived.Length == 20, $"Fault {at}: {kept} in the store, {archived.Length} archived.");
            if (!files.Fired)
            {
                Assert.Null(error);
                return;
            }

            AssertFinishes(fixture, tracker, at);
        }
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_deleted()
    {
        using var fixture = new ArchiveFixture();
        fixture.Add(fixture.Some(1, daysAgo: 40));
        using CairnTracker tracker = fixture.Open();
        var plan = new FaultPlan(
            0, FileOperations.Write, FromThenOn: true, Error: (_, _) => new IOException("No space left on device."));

        ArchiveException? error = await TryCleanUp(
            fixture, tracker, new FaultyFileSystem(PhysicalFileSystem.Instance, plan));

        Assert.Equal("archive.io", error!.Code);
        Assert.Contains("none was deleted. No space left on device.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Count("predictions"));
        Assert.Empty(fixture.Files());
    }

    private static async Task<ArchiveException?> TryCleanUp(
        ArchiveFixture fixture, CairnTracker tracker, FaultyFileSystem files)
    {
        var services = new ArchiveServices(
            fixture.Layout with { Files = files }, tracker.Recorder, tracker.Clock, tracker.FlushAsync);
        try
        {
            await new PredictionCleanup(services, null).RunAsync(fixture.Time.GetUtcNow().AddDays(-30), default);
            return null;
        }
        catch (ArchiveException error)
        {
            return error;
        }
    }

    private static void AssertFinishes(ArchiveFixture fixture, CairnTracker tracker, int at)
    {
        tracker.Inference.CleanupOldLogs();
        Assert.Equal(0, fixture.Count("predictions"));
        Assert.True(!fixture.Files().Any(file => file.EndsWith(".tmp", StringComparison.Ordinal)), $"Fault {at}: left over.");
        Assert.Equal(20, tracker.Inference.ListArchives().SelectMany(archive => archive.Read()).Select(one => one.Id).Distinct().Count());
    }
}
