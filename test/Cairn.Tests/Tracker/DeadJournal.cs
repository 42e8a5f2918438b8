using Cairn.Journal;

namespace Cairn.Tests.Tracker;

/// <summary>The journal of a living process, as it would be found had that process been killed now.</summary>
internal static class DeadJournal
{
    public static void Copy(string from, string to)
    {
        string unfinished = to + ".copying"; // nobody takes this for a journal
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, JournalFolder.LockName), ""); // the system freed what the dead one held
        foreach (string file in Directory.GetFiles(from).Where(IsToCopy))
        {
            using FileStream source = File.Open(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using FileStream target = File.Create(Path.Combine(unfinished, Path.GetFileName(file)));
            source.CopyTo(target);
        }

        Directory.Move(unfinished, to);
    }

    /// <summary>Temporary files go while the process lives; its lock is its own.</summary>
    private static bool IsToCopy(string file) =>
        Path.GetFileName(file) != JournalFolder.LockName && Path.GetExtension(file) != ".tmp";
}
