using Cairn.IO;
using Cairn.Journal;

namespace Cairn.Cli;

/// <summary>The journals in a store, by whether the process that wrote them lives. Looks only, and takes no lock.</summary>
internal sealed class StoreJournals(StoreLayout layout)
{
    public bool HasWriter => FileLocks.IsHeld(layout.WriterLock);

    public IEnumerable<string> OfTheLiving() => All().Where(IsAlive);

    public IEnumerable<string> OfTheDead() => All().Where(journal => !IsAlive(journal));

    private IReadOnlyList<string> All() => layout.Files.ListDirectories(layout.Journals);

    private static bool IsAlive(string journal) => FileLocks.IsHeld(JournalFolder.LockPath(journal));
}
