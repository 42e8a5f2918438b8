using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;

namespace Cairn.Tests.Storage.Sqlite;

public sealed partial class SqliteRunStoreTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TempStore _store = new();

    [Fact]
    public void A_run_is_found_by_its_id_the_beginning_of_it_its_name_or_as_the_latest()
    {
        RecordRuns(("20260101-aaaa", "first"), ("20260102-bbbb", "second"), ("20260103-cccc", "second"));
        using SqliteRunStore reader = _store.OpenReader();

        Assert.Equal("20260101-aaaa", reader.FindRun("20260101-aaaa")!.Id);
        Assert.Equal("20260102-bbbb", reader.FindRun("20260102")!.Id);
        Assert.Equal("20260103-cccc", reader.FindRun("second")!.Id);
        Assert.Equal("20260103-cccc", reader.FindRun("latest")!.Id);
        Assert.Null(reader.FindRun("nobody"));
        Assert.Null(reader.FindRun(""));
        Assert.Throws<ArgumentException>(() => reader.FindRun("2026"));
    }

    [Fact]
    public void Runs_are_listed_newest_first_and_filtered()
    {
        RecordRuns(("a", "x"), ("b", "y"), ("c", "z"));
        using SqliteRunStore reader = _store.OpenReader();

        Assert.Equal(["c", "b", "a"], reader.ListRuns().Select(run => run.Id));
        Assert.Equal(["b"], reader.ListRuns(new RunFilter { Limit = 1, Offset = 1 }).Select(run => run.Id));
        Assert.Equal(["a"], reader.ListRuns(new RunFilter { Tag = "tagged" }).Select(run => run.Id));
        Assert.Empty(reader.ListRuns(new RunFilter { Status = RunStatus.Failed }));
        Assert.Empty(reader.ListRuns(new RunFilter { Experiment = "other" }));
    }

    [Fact]
    public void A_missing_or_empty_folder_says_so()
    {
        Assert.Equal("store.missing", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);
        File.WriteAllBytes(_store.DatabasePath, []);
        Assert.Equal("store.missing", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);
        Assert.Equal(
            "store.missing", Assert.Throws<StoreUnavailableException>(() => new SqliteRunStore("/nowhere/at/all")).Code);
    }

    [Fact]
    public void A_file_that_is_no_database_says_so()
    {
        File.WriteAllText(_store.DatabasePath, new string('x', 10_000));

        StoreUnavailableException error = Assert.Throws<StoreUnavailableException>(_store.OpenReader);

        Assert.Equal("store.damaged", error.Code);
        Assert.Contains(_store.DatabasePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_points_are_an_error_and_not_other_points()
    {
        TestJournal journal = TempStore.JournalOf("loss");
        _store.Write(journal, journal.Batch().Points(1, 2000, value: step => Math.Sin(step)));
        _store.Restart();
        FlipInFile("\u0001\0\0\u0004"u8); // the head of the full chunk: version 1, 1,024 points
        using SqliteRunStore reader = _store.OpenReader();

        StoreUnavailableException error = Assert.Throws<StoreUnavailableException>(
            () => reader.ReadRange(reader.FindSeries("run-1", "loss")!).Count());

        Assert.Equal("store.damaged", error.Code);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_folder_in_which_nothing_can_be_written_can_be_read()
    {
        RecordRuns(("a", "x"));
        _store.Restart();
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_store.Folder, readable);
        File.SetUnixFileMode(_store.DatabasePath, readable);
        uint self = SetFileSystemUser(Nobody); // root may write everywhere; this thread is somebody else meanwhile
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => File.WriteAllText(Path.Combine(_store.Folder, "probe"), ""));
            using SqliteRunStore reader = _store.OpenReader();
            Assert.Equal("a", Assert.Single(reader.ListRuns()).Id);
        }
        finally
        {
            _ = SetFileSystemUser(self);
            File.SetUnixFileMode(_store.Folder, readable | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_reader_sees_what_is_committed_while_the_writer_goes_on()
    {
        TestJournal journal = TempStore.JournalOf("loss");
        _store.Write(journal, journal.Batch().Points(1, 1500));
        using SqliteRunStore reader = _store.OpenReader();
        SeriesInfo series = reader.FindSeries("run-1", "loss")!;
        using IEnumerator<SeriesPoint> points = reader.ReadRange(series).GetEnumerator();
        Assert.True(points.MoveNext());
        _store.Write(journal, journal.Batch().Points(1, 1500, 1500));

        int count = 1;
        while (points.MoveNext())
        {
            Assert.Equal(count++, points.Current.Step);
        }

        Assert.Equal(1500, count);
        Assert.Equal(3000, reader.ReadRange(series).Count());
    }

    public void Dispose() => _store.Dispose();

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileSystemUser(uint user);

    private void RecordRuns(params ReadOnlySpan<(string Id, string Name)> runs)
    {
        var journal = new TestJournal();
        BatchBuilder batch = journal.Batch();
        for (int i = 0; i < runs.Length; i++)
        {
            journal.DefineRun((uint)i + 1, runs[i].Id, name: runs[i].Name);
            batch.Start((uint)i + 1, timeMs: i);
        }

        _store.Write(journal, batch.Text(RecordKind.Tag, 1, "tagged", "yes"));
    }

    private void FlipInFile(ReadOnlySpan<byte> head)
    {
        byte[] file = File.ReadAllBytes(_store.DatabasePath);
        int at = file.AsSpan().IndexOf(head);
        Assert.NotEqual(-1, at);
        file[at + 200] ^= 1;
        File.WriteAllBytes(_store.DatabasePath, file);
    }
}
