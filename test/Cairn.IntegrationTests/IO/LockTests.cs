using Cairn.IO;

namespace Cairn.IntegrationTests.IO;

/// <summary>Locks seen from another process.</summary>
public sealed class LockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lock_keeps_another_process_out()
    {
        using IFileLock? held = PhysicalFileSystem.Instance.TryLock(Path.Join(_folder, "target"));
        Assert.NotNull(held);
        FileScenario.Holds("lock-is-held", Path.Join(_folder, "target"));
    }

    [Fact]
    public void Locks_that_are_silently_ignored_are_an_error()
    {
        if (!OperatingSystem.IsWindows())
        {
            FileScenario.Holds(
                "locks-are-ignored", Path.Join(_folder, "target"), variable: ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));
        }
    }
}
