namespace Cairn.IO;

/// <summary>Where the parts of a store are.</summary>
/// <param name="Files">The door to them.</param>
/// <param name="Root">The store's folder.</param>
/// <param name="LogDirectory">Where log files go, in the store or elsewhere.</param>
internal sealed record StoreLayout(IFileSystem Files, string Root, string LogDirectory)
{
    public string Database => Path.Combine(Root, "cairn.db");

    public string WriterLock => Path.Combine(Root, "writer.lock");

    /// <summary>Held by the process that resumed the run, until the run ends there.</summary>
    public string ResumptionLock(string run) => Path.Combine(Resumptions, FolderSlug.Of(run) + ".lock");

    public string Resumptions => Path.Combine(Root, "resumptions");

    public string Journals => Path.Combine(Root, "journal");

    /// <summary>Predictions that left the database.</summary>
    public string Archives => Path.Combine(Root, "archives");

    /// <summary>Held while predictions move between the database and the archives.</summary>
    public string ArchiveLock => Path.Combine(Root, "archive.lock");
}
