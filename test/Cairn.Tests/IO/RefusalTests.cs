using Cairn.IO;
using Cairn.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Tests.IO;

public sealed class RefusalTests
{
    private static readonly PhysicalFileSystem Files = PhysicalFileSystem.Instance;

    [RequiresLinux]
    public void A_full_device_is_an_IOException_on_append()
    {
        using IDurableFile file = Files.Open("/dev/full", FileIntent.Append);
        IOException error = Assert.ThrowsAny<IOException>(() => file.Append("x"u8));
        Assert.Contains("/dev/full", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, file.Length);
    }

    [RequiresLinux]
    public void A_sync_that_the_kernel_refuses_names_path_and_number()
    {
        using IDurableFile file = Files.Open("/dev/null", FileIntent.Append); // knows no fdatasync: EINVAL
        SyncFailedException error = Assert.Throws<SyncFailedException>(file.Sync);

        Assert.Equal("/dev/null", error.Path);
        Assert.Equal(22, error.ErrorNumber);
        Assert.Contains("'/dev/null'", error.Message, StringComparison.Ordinal);
        Assert.Contains("22", error.Message, StringComparison.Ordinal);
        Assert.Throws<SyncFailedException>(file.Sync);
    }

    [Fact]
    public void After_a_failed_sync_the_kernel_is_not_asked_again()
    {
        int asked = 0;
        var answers = new Queue<int>([0, 5, 0, 0]);
        var sync = new FileSync("journal", _ =>
        {
            asked++;
            return answers.Dequeue();
        });
        using var handle = new SafeFileHandle();

        sync.Sync(handle);
        SyncFailedException first = Assert.Throws<SyncFailedException>(() => sync.Sync(handle));
        SyncFailedException second = Assert.Throws<SyncFailedException>(() => sync.Sync(handle));

        Assert.Equal(2, asked);
        Assert.Equal(5, second.ErrorNumber);
        Assert.Same(first, second.InnerException);
    }

    [RequiresLinux]
    public void A_volume_that_takes_no_files_is_an_IOException()
    {
        // /proc refuses even root.
        Assert.ThrowsAny<IOException>(() => Files.Open("/proc/cairn", FileIntent.CreateNew));
        Assert.ThrowsAny<IOException>(() => Files.CreateMapped("/proc/cairn", 4096));
        Assert.ThrowsAny<IOException>(() => Files.CreateDirectory("/proc/cairn"));
        Assert.ThrowsAny<IOException>(() => Files.TryLock("/proc/cairn"));
        Assert.ThrowsAny<IOException>(() => Files.DeleteFile("/proc/version"));
        Assert.ThrowsAny<IOException>(() => Files.Move("/proc/version", "/proc/cairn"));
    }

    [RequiresLinux]
    public void A_move_to_another_volume_is_refused_and_not_copied()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a"], "x");
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }

        string elsewhere = $"/dev/shm/{Path.GetFileName(folder.Path)}";

        Assert.ThrowsAny<IOException>(() => Files.Move(folder["a"], elsewhere));
        Assert.False(File.Exists(elsewhere));
    }

    [Fact]
    public void A_misuse_is_not_dressed_as_a_refusal_of_the_disk()
    {
        using var folder = new TempFolder();
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.CreateMapped(folder["m"], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.Open(folder["a"], (FileIntent)9));
        IDurableFile file = Files.Open(folder["a"], FileIntent.CreateNew);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(-1, new byte[1]));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Append("x"u8));
    }
}
