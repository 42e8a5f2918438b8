using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.IO;

public sealed class FaultyFileSystemTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Counting_up_visits_every_operation_once()
    {
        int failed = 0;
        for (int n = 0; ; n++)
        {
            FaultyFileSystem files = Faulty(new FaultPlan(n));
            Exception error = Record.Exception(() => TouchEverything(files, _folder[$"run-{n}"]));
            if (!files.Fired)
            {
                Assert.Null(error);
                Assert.Equal(failed, files.Count(FileOperations.All));
                break;
            }
            Assert.IsAssignableFrom<IOException>(error);
            failed++;
        }
        Assert.Equal(14, failed);
    }

    [Fact]
    public void Only_the_chosen_kinds_fail()
    {
        FaultyFileSystem files = Faulty(new FaultPlan(0, FileOperations.Move));
        Assert.ThrowsAny<IOException>(() => TouchEverything(files, _folder["run"]));
        Assert.Equal(1, files.Count(FileOperations.Move));
        Assert.Equal(0, files.Count(FileOperations.Delete));
        Assert.Equal(2, files.Count(FileOperations.Write | FileOperations.Map));
    }

    [Fact]
    public void A_torn_append_leaves_a_prefix()
    {
        FaultyFileSystem files = Faulty(new FaultPlan(1, FileOperations.Write, TornBytes: 2));
        using IDurableFile file = files.Open(_folder["a"], FileIntent.CreateNew);
        file.Append("abc"u8);
        Assert.ThrowsAny<IOException>(() => file.Append("def"u8));
        Assert.Equal(5, file.Length);
        file.Append("X"u8);
        Assert.Equal("abcdeX", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void From_then_on_nothing_works()
    {
        FaultyFileSystem files = Faulty(new FaultPlan(1, FileOperations.Write, FromThenOn: true));
        using IDurableFile file = files.Open(_folder["a"], FileIntent.CreateNew);
        file.Append("abc"u8);
        for (int i = 0; i < 3; i++)
        {
            Assert.ThrowsAny<IOException>(() => file.Append("def"u8));
        }

        Assert.Equal(3, file.Length);
    }

    [Fact]
    public void A_sync_that_failed_once_stays_failed_on_that_file_only()
    {
        FaultyFileSystem files = Faulty(new FaultPlan(0, FileOperations.Sync));
        using IDurableFile file = files.Open(_folder["a"], FileIntent.CreateNew);
        using IMappedFile other = files.CreateMapped(_folder["b"], 4096);
        Assert.Throws<SyncFailedException>(file.Sync);
        Assert.Throws<SyncFailedException>(file.Sync);
        other.Sync();
    }

    [Fact]
    public void The_chosen_error_is_thrown()
    {
        FaultyFileSystem files = Faulty(new FaultPlan(0, Error: (kind, path) => new DriveNotFoundException($"{kind} {path}")));
        DriveNotFoundException error = Assert.Throws<DriveNotFoundException>(() => files.TryLock("here"));
        Assert.Equal("Lock here", error.Message);
    }

    private static FaultyFileSystem Faulty(FaultPlan plan) => new(PhysicalFileSystem.Instance, plan);

    /// <summary>14 operations, at least one of each kind.</summary>
    private static void TouchEverything(FaultyFileSystem files, string folder)
    {
        files.CreateDirectory(folder);
        using IFileLock? held = files.TryLock(Path.Join(folder, "lock"));
        using (IDurableFile file = files.Open(Path.Join(folder, "a"), FileIntent.CreateNew))
        {
            file.Append("abc"u8);
            file.Truncate(2);
            file.Sync();
            file.Read(0, new byte[2]);
        }
        using (IMappedFile mapped = files.CreateMapped(Path.Join(folder, "m"), 4096))
        {
            mapped.Sync();
        }

        files.SyncDirectory(folder);
        files.Move(Path.Join(folder, "a"), Path.Join(folder, "b"));
        files.ListFiles(folder, "*");
        files.DeleteFile(Path.Join(folder, "b"));
        files.DeleteDirectory(Path.Join(folder, "none"));
    }
}
