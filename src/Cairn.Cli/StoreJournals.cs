using Cairn.IO;
using Cairn.Journal;

namespace Cairn.Cli;

/// <summary>The journals in a store, by whether the process that wrote them lives. Looks only, and takes no lock.</summary>
internal sealed class StoreJournals(StoreLayout places)
{
    public bool HasWriter => FileLocks.IsHeld(places.WriterLock);

    public IEnumerable<string> OfTheLiving() => All().Where(IsAlive);

    public IEnumerable<string> OfTheDead() => All().Where(journal => !IsAlive(journal));

    private IReadOnlyList<string> All() => places.Files.ListDirectories(places.Journals);

    private static bool IsAlive(string journal) => FileLocks.IsHeld(JournalFolder.LockPath(journal));
}
