using Cairn.Cli.Features;

namespace Cairn.Cli.Doctor;

/// <summary>Checks of who writes, and of what waits to be written.</summary>
internal static class JournalChecks
{
    private const string WriterLock = "writer.lock";
    private const string JournalFolder = "journal";
    private const string OwnerLock = "owner.lock";

    public static Finding Writer(Patient patient)
    {
        if (!FileLocks.IsHeld(Path.Combine(patient.Folder, WriterLock))) return Finding.Ok("nobody writes now");
        var owners = Journals(patient).Where(IsAlive).Select(ProcessOf).ToArray();
        return Finding.Ok(owners.Length == 0
            ? "held by a process that is opening or closing the store"
            : $"held; {(owners.Length == 1 ? "process" : "one of the processes")} {string.Join(", ", owners)}");
    }

    public static Finding Pending(Patient patient)
    {
        var dead = Journals(patient).Where(journal => !IsAlive(journal)).ToArray();
        var bytes = dead.SelectMany(Directory.EnumerateFiles).Sum(path => new FileInfo(path).Length);
        return dead.Length == 0
            ? Finding.Ok("no ended process has left one")
            : Finding.Warn(
                $"{dead.Length} of ended processes, {Numbers.Bytes(bytes)}",
                "`cairn recover` brings them into the store");
    }

    private static IEnumerable<string> Journals(Patient patient)
    {
        var folder = Path.Combine(patient.Folder, JournalFolder);
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
    }

    private static bool IsAlive(string journal) => FileLocks.IsHeld(Path.Combine(journal, OwnerLock));

    /// <summary>A journal is called by day, time, process and a random part.</summary>
    private static string ProcessOf(string journal) => Path.GetFileName(journal).Split('-') is [_, _, var process, ..]
        ? Plain.Text(process)
        : Plain.Text(Path.GetFileName(journal));
}
