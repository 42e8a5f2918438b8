using Cairn.IO;

namespace Cairn.CrashHost;

/// <summary>
/// What the file seam must do in a process whose kernel or settings were tampered with. Ends with 0 when it does, and
/// says what it did instead when not.
/// </summary>
internal static class FileScenarios
{
    private const int InputOutputError = 5; // EIO

    private static readonly PhysicalFileSystem Files = PhysicalFileSystem.Instance;

    public static int Run(string scenario, string target)
    {
        string? complaint = scenario switch
        {
            "second-sync-fails" => SecondSyncFails(target),
            "second-mapped-sync-fails" => SecondMappedSyncFails(target),
            "interrupted-sync-succeeds" => InterruptedSyncSucceeds(target),
            "folder-sync-fails" => FolderSyncFails(target),
            "lock-is-held" => Files.TryLock(target) is null ? null : "The lock was given twice.",
            "locks-are-ignored" => LocksAreIgnored(target),
            _ => $"There is no scenario '{scenario}'.",
        };
        Console.WriteLine(complaint ?? "held");
        return complaint is null ? 0 : 1;
    }

    private static string? SecondSyncFails(string target)
    {
        using IDurableFile file = Files.Open(target, FileIntent.CreateNew);
        file.Append("x"u8);
        file.Sync();
        return FailsForGood(file.Sync);
    }

    private static string? SecondMappedSyncFails(string target)
    {
        using IMappedFile mapped = Files.CreateMapped(target, 4096);
        mapped.Sync();
        return FailsForGood(mapped.Sync);
    }

    private static string? InterruptedSyncSucceeds(string target)
    {
        using IDurableFile file = Files.Open(target, FileIntent.CreateNew);
        file.Sync();
        return null;
    }

    private static string? FolderSyncFails(string target)
    {
        Files.CreateDirectory(target);
        return Fails(() => Files.SyncDirectory(target));
    }

    private static string? LocksAreIgnored(string target)
    {
        try
        {
            Files.TryLock(target);
            return "A lock that does not lock was given.";
        }
        catch (IOException e)
        {
            return e.Message.Contains("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", StringComparison.Ordinal) ? null : e.Message;
        }
    }

    private static string? FailsForGood(Action sync) => Fails(sync) ?? Fails(sync) ?? Fails(sync);

    private static string? Fails(Action sync)
    {
        try
        {
            sync();
            return "A sync that failed was reported as done.";
        }
        catch (SyncFailedException e)
        {
            return e.ErrorNumber == InputOutputError ? null : e.Message;
        }
    }
}
