using Cairn.Cli.Output;

namespace Cairn.Cli.Doctor;

/// <summary>Checks of who writes, and of what waits to be written.</summary>
internal static class JournalChecks
{
    public static Finding Writer(Patient patient)
    {
        if (!patient.Journals.HasWriter)
        {
            return Finding.Ok("nobody writes now");
        }

        string[] owners = [.. patient.Journals.OfTheLiving().Select(ProcessOf)];
        return Finding.Ok(owners.Length == 0
            ? "held by a process that is opening or closing the store"
            : $"held; {(owners.Length == 1 ? "process" : "one of the processes")} {string.Join(", ", owners)}");
    }

    public static Finding Pending(Patient patient)
    {
        string[] dead = [.. patient.Journals.OfTheDead()];
        long bytes = dead.SelectMany(Directory.EnumerateFiles).Sum(path => new FileInfo(path).Length);
        return dead.Length == 0
            ? Finding.Ok("no ended process has left one")
            : Finding.Warn(
                $"{dead.Length} of ended processes, {Numbers.Bytes(bytes)}",
                "`cairn recover` brings them into the store");
    }

    /// <summary>A journal is called by day, time, process and a random part.</summary>
    private static string ProcessOf(string journal) => Path.GetFileName(journal).Split('-') is [_, _, var process, ..]
        ? Plain.Text(process)
        : Plain.Text(Path.GetFileName(journal));
}
