using Cairn.Cli.Output;
using Cairn.IO;

namespace Cairn.Cli.Doctor;

/// <summary>Checks of the folder and the disk that it is on.</summary>
internal static class FolderChecks
{
    /// <summary>A segment of the journal takes 4 MiB and a few are made ahead: below this recording may stop.</summary>
    private const long LeastFreeBytes = 64L << 20;

    /// <summary>The journal's budget four times over.</summary>
    private const long ComfortableFreeBytes = 1L << 30;

    public static Finding Exists(Patient patient) => patient.Exists
        ? Finding.Ok(patient.Folder)
        : Finding.Fail($"{patient.Folder} is not there", "make one with `cairn demo`, or name another with --store");

    public static Finding IsWritable(Patient patient)
    {
        using var probe = new ProbeFile(patient.Folder);
        try
        {
            probe.Write();
            return Finding.Ok("files can be created and removed");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(exception.Message, "give this user the right to write to the folder");
        }
    }

    public static Finding HasRoom(Patient patient)
    {
        long free = PhysicalFileSystem.Instance.FreeBytes(patient.Folder);
        string text = $"{Numbers.Bytes(free)} free";
        const string nextStep = "free some room: with a full disk new records are refused and counted";
        return free switch
        {
            < LeastFreeBytes => Finding.Fail(text, nextStep),
            < ComfortableFreeBytes => Finding.Warn(text, nextStep),
            _ => Finding.Ok(text),
        };
    }

    public static Finding LocksWork(Patient patient)
    {
        using var probe = new ProbeFile(patient.Folder);
        try
        {
            using FileStream first = probe.Lock();
            return FileLocks.IsHeld(probe.Path)
                ? Finding.Ok("a locked file cannot be locked again")
                : Finding.Fail("a file could be locked twice", "put the store on a local disk");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(exception.Message, "give this user the right to write to the folder");
        }
    }
}
