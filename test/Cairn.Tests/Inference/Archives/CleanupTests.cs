using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Inference;
using Cairn.Inference.Archives;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Archives;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Inference.Archives;

public sealed class CleanupTests : IDisposable
{
    private readonly ArchiveFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Old_predictions_leave_the_store_and_are_lines_that_any_program_reads()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 31), _fixture.Some(3, daysAgo: 29));
        using CairnTracker tracker = _fixture.Open();

        CleanupReport report = tracker.Inference.CleanupOldLogs();

        Assert.Equal((2L, 2L, 0L), (report.Archived, report.Deleted, report.Kept));
        Assert.Equal(new FileInfo(report.Path!).Length, report.Bytes);
        JsonElement[] lines = ReadLines(report.Path!);
        Assert.Equal(["20260101-000000-1-aaaaaaaa-1", "20260101-000000-1-aaaaaaaa-2"], lines.Select(line => Text(line, "id")));
        Assert.Equal("2026-02-02T15:09:26.001Z", Text(lines[0], "decision_time"));
        Assert.Equal(0.85, lines[0].GetProperty("probabilities").GetProperty("BUY").GetDouble());
        Assert.Equal("LookAhead, FrozenFeed", Text(lines[0], "flaws"));
        Assert.Equal("BUY", Text(lines[0].GetProperty("outcomes")[1], "actual"));
        Assert.Equal((1L, 0L, 0L), (_fixture.Count("predictions"), _fixture.Count("outcomes"), _fixture.Count("prediction_repeats")));
    }

    [Fact]
    public void The_digest_beside_an_archive_is_what_sha256sum_checks()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();

        string path = tracker.Inference.CleanupOldLogs().Path!;

        Assert.Equal("predictions_20260202_20260202_1.jsonl.gz", Path.GetFileName(path));
        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        Assert.Equal($"{digest}  {Path.GetFileName(path)}\n", File.ReadAllText(path + ".sha256"));
        Assert.Equal(digest, _fixture.Scalar("SELECT digest FROM prediction_archives"));
    }

    [Fact]
    public void Where_nothing_is_old_there_is_no_file()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 3));
        using CairnTracker tracker = _fixture.Open();

        CleanupReport report = tracker.Inference.CleanupOldLogs();

        Assert.Equal((0L, null), (report.Archived, report.Path));
        Assert.False(Directory.Exists(_fixture.Archives));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40), _fixture.Some(2, daysAgo: 3));
        using CairnTracker tracker = _fixture.Open();
        string before = _fixture.Dump();

        CleanupReport report = await tracker.Inference.CleanupOldLogsAsync(dryRun: true);

        Assert.Equal((1L, 0L, null), (report.Archived, report.Deleted, report.Path));
        Assert.Equal(before, _fixture.Dump());
        Assert.Empty(_fixture.Files());
    }

    [Fact]
    public void Nobody_can_clean_up_what_may_still_be_repeated()
    {
        using CairnTracker tracker = _fixture.Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Inference.CleanupOldLogs(0));
    }

    [Fact]
    public async Task Many_predictions_of_several_processes_go_in_chunks()
    {
        _fixture.Add(Enumerable.Range(1, 12_000).Select(number => _fixture.Some(number, daysAgo: 40)));
        _fixture.Add(Enumerable.Range(1, 300).Select(number => _fixture.Some(number, daysAgo: 35, "20260102-000000-2-bbbbbbbb")));
        using CairnTracker tracker = _fixture.Open();
        var steps = new StepRecorder();

        CleanupReport report = await tracker.Inference.CleanupOldLogsAsync(progress: steps);

        Assert.Equal((12_300L, 12_300L), (report.Archived, report.Deleted));
        Assert.Equal([10_000, 12_000, 12_300], steps.Archived);
        Assert.Equal([10_000, 12_300], steps.Deleted);
        Assert.Equal(12_300, ReadLines(report.Path!).Length);
        Assert.Equal(0, _fixture.Count("predictions"));
    }

    [Fact]
    public void What_could_never_be_restored_stays_and_its_neighbours_go()
    {
        string tooLong = new('x', 600_000);
        _fixture.Add(
            _fixture.Resolved(1, daysAgo: 40),
            _fixture.Some(2, daysAgo: 40) with { Probabilities = tooLong },
            _fixture.Some(3, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();

        CleanupReport report = tracker.Inference.CleanupOldLogs();

        Assert.Equal((2L, 2L, 1L), (report.Archived, report.Deleted, report.Kept));
        Assert.Equal(tooLong, _fixture.Scalar("SELECT probabilities FROM predictions"));
        Assert.Equal(1, _fixture.Count("predictions"));
        CleanupReport next = tracker.Inference.CleanupOldLogs();
        Assert.Equal((0L, 1L, null), (next.Archived, next.Kept, next.Path));
        Assert.Single(tracker.Inference.ListArchives());
    }

    [Fact]
    public async Task Predictions_with_many_repetitions_go_in_smaller_chunks()
    {
        _fixture.Add(Enumerable.Range(1, 3).Select(number => _fixture.Some(number, daysAgo: 40) with
        {
            RepeatCount = 4000,
            Repeats =
            [
                .. Enumerable.Range(number * 10_000, 4000)
                    .Select(repeat => new PredictionId("20260101-000000-1-aaaaaaaa", repeat)),
            ],
        }));
        using CairnTracker tracker = _fixture.Open();
        var steps = new StepRecorder();

        await tracker.Inference.CleanupOldLogsAsync(progress: steps);

        Assert.Equal([2, 3], steps.Archived);
        Assert.Equal([2, 3], steps.Deleted);
        Assert.Equal((0L, 0L), (_fixture.Count("predictions"), _fixture.Count("prediction_repeats")));
    }

    [Fact]
    public async Task What_changes_between_the_copy_and_the_deletion_stays_and_goes_next_time()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();
        var late = new StepAction(() =>
        {
            tracker.Inference.Resolve(_fixture.Some(2, daysAgo: 40).Id, "SELL");
            tracker.FlushAsync().GetAwaiter().GetResult();
        });

        CleanupReport report = await tracker.Inference.CleanupOldLogsAsync(progress: late);

        Assert.Equal((2L, 0L, 2L), (report.Archived, report.Deleted, report.Kept));
        Assert.Equal((2L, 3L), (_fixture.Count("predictions"), _fixture.Count("outcomes")));
        Assert.Contains("stay in the store", (string)_fixture.Scalar("SELECT message FROM events")!, StringComparison.Ordinal);

        Assert.Equal(2, tracker.Inference.CleanupOldLogs().Deleted);
        Assert.Equal((0L, 0L), (_fixture.Count("predictions"), _fixture.Count("outcomes")));
    }

    [Fact]
    public async Task Statistics_stay_the_same_whatever_is_archived_worked_out_anew_and_restored()
    {
        using CairnTracker tracker = _fixture.Open();
        for (int i = 0; i < 20; i++)
        {
            PredictionId id = tracker.Inference.Log(
                "dqn_agent", "ETH/USDT", i % 3 == 0 ? "BUY" : "SELL", 0.8, inputFeatures: [i / 2]);
            tracker.Inference.Resolve(id, "BUY", 0.01);
        }

        await tracker.FlushAsync();
        string before = Figures();
        _fixture.Time.Advance(TimeSpan.FromDays(40));

        CleanupReport report = tracker.Inference.CleanupOldLogs();
        Assert.Equal((report.Archived, 0L), (report.Deleted, _fixture.Count("predictions")));
        Assert.Equal(before, Figures());
        await RebuildAsync(tracker);
        Assert.Equal(before, Figures());

        await tracker.Inference.RestoreArchiveAsync(Path.GetFileName(report.Path!));
        Assert.Equal(report.Archived, _fixture.Count("predictions"));
        Assert.Equal(0L, _fixture.Scalar("SELECT sum(archived) FROM performance"));
        await RebuildAsync(tracker);
        Assert.Equal(before, Figures());
    }

    [Fact]
    public void Statistics_know_what_is_archived()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();

        tracker.Inference.CleanupOldLogs();

        Assert.Equal(3L, _fixture.Scalar("SELECT sum(archived) FROM performance")); // one for each grain
    }

    [Fact]
    public void Two_cleanups_at_once_do_not_happen()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();
        using IFileLock held = PhysicalFileSystem.Instance.TryLock(_fixture.Layout.ArchiveLock)!;

        ArchiveException error = Assert.Throws<ArchiveException>(() => tracker.Inference.CleanupOldLogs());

        Assert.Equal("archive.busy", error.Code);
        Assert.Equal(1, _fixture.Count("predictions"));
    }

    [Fact]
    public void What_a_dead_cleanup_left_is_swept_and_an_archive_never()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));
        Directory.CreateDirectory(_fixture.Archives);
        Write("next.jsonl.gz.tmp");
        Write("predictions_20260101_20260101_1.jsonl.gz.sha256.tmp");
        Write("predictions_20260101_20260101_1.jsonl.gz.sha256");
        Write("predictions_20260201_20260201_1.jsonl.gz");
        using CairnTracker tracker = _fixture.Open();

        tracker.Inference.CleanupOldLogs();

        Assert.Equal(
            [
                "predictions_20260201_20260201_1.jsonl.gz",
                "predictions_20260202_20260202_1.jsonl.gz",
                "predictions_20260202_20260202_1.jsonl.gz.sha256",
            ],
            _fixture.Files());

        void Write(string name) => File.WriteAllText(Path.Combine(_fixture.Archives, name), "x");
    }

    [Fact]
    public void A_cleanup_that_died_behind_its_archive_is_done_again_under_another_name()
    {
        ArchivedPrediction old = _fixture.Some(1, daysAgo: 40);
        _fixture.Add(old);
        using (var writer = new ArchiveFileWriter(new ArchiveFolder(_fixture.Layout)))
        {
            Assert.True(writer.TryAdd(old));
            writer.Publish();
        }

        using CairnTracker tracker = _fixture.Open();

        CleanupReport report = tracker.Inference.CleanupOldLogs();

        Assert.Equal("predictions_20260202_20260202_2.jsonl.gz", Path.GetFileName(report.Path));
        Assert.Equal(1, report.Deleted);
        Assert.Equal(2, tracker.Inference.ListArchives().Count);
    }

    [Fact]
    public async Task A_cleanup_that_was_stopped_between_chunks_goes_on_with_the_rest()
    {
        _fixture.Add(Enumerable.Range(1, 25_000).Select(number => _fixture.Some(number, daysAgo: 40)));
        using CairnTracker tracker = _fixture.Open();
        using var stop = new CancellationTokenSource();
        var stopping = new StepAction(stop.Cancel, progress => progress.Deleted > 0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => tracker.Inference.CleanupOldLogsAsync(progress: stopping, cancellation: stop.Token));

        Assert.Equal(15_000, _fixture.Count("predictions"));
        Assert.Equal((15_000L, 15_000L), Counts(tracker.Inference.CleanupOldLogs()));

        static (long, long) Counts(CleanupReport report) => (report.Archived, report.Deleted);
    }

    private static async Task RebuildAsync(CairnTracker tracker)
    {
        tracker.Recorder.Text(RecordKind.PerformanceRebuild, TextRecordHeader.Of(0), new RecordTexts(1, ""));
        await tracker.FlushAsync();
    }

    private string Figures()
    {
        using var store = new SqliteRunStore(_fixture.Store);
        return string.Join('\n', store.Query(
            "SELECT grain, start_ms, symbol, records, resolved, judged, correct, round(confidence_sum, 9), "
            + "round(value_sum, 9), round(brier_sum, 9), actions FROM performance ORDER BY grain").Rows
            .Select(row => string.Join('|', row)));
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static JsonElement[] ReadLines(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
