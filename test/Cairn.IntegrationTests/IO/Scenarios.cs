using Cairn.IO;

namespace Cairn.IntegrationTests.IO;

/// <summary>What happens inside the child processes.</summary>
public sealed class Scenarios
{
    private const int InputOutputError = 5; // EIO

    private static readonly PhysicalFileSystem Files = PhysicalFileSystem.Instance;

    private static string Target => Path.Join(ScenarioRun.Folder, "target");

    [Scenario]
    public void Second_sync_of_a_file_fails()
    {
        using var file = Files.Open(Target, FileIntent.CreateNew);
        file.Append("x"u8);
        SecondSyncFails(file.Sync);
    }

    [Scenario]
    public void Second_sync_of_a_mapped_file_fails()
    {
        using var mapped = Files.CreateMapped(Target, 4096);
        SecondSyncFails(mapped.Sync);
    }

    [Scenario]
    public void Interrupted_sync_succeeds()
    {
        using var file = Files.Open(Target, FileIntent.CreateNew);
        file.Sync();
    }

    [Scenario]
    public void Sync_of_a_folder_fails()
    {
        Files.CreateDirectory(Target);
        var error = Assert.Throws<SyncFailedException>(() => Files.SyncDirectory(Target));
        Assert.Equal(InputOutputError, error.ErrorNumber);
    }

    [Scenario]
    public void Lock_is_held_by_another_process() => Assert.Null(Files.TryLock(Target));

    [Scenario]
    public void Locks_are_ignored()
    {
        var error = Assert.ThrowsAny<IOException>(() => Files.TryLock(Target));
        Assert.Contains("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", error.Message, StringComparison.Ordinal);
    }

    private static void SecondSyncFails(Action sync)
    {
        sync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(InputOutputError, Assert.Throws<SyncFailedException>(sync).ErrorNumber);
    }
}
