using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// Keeps a sink's cursor in the folder of the journal, so that both go together. Replaced whole; survives the process,
/// but is not synced: after a power cut it may be older than the files or, damaged, be no cursor at all.
/// </summary>
internal sealed class LogCursorFile(LogStorage storage, IDrainedJournal journal, string sinkName)
{
    // 64 ended and a few hundred running runs with two files each take 20 KB.
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly string _path = PathOf(journal, sinkName);

    public static string PathOf(IDrainedJournal journal, string sinkName) =>
        StorePath.Combine(journal.Folder, sinkName + ".cursor");

    /// <summary>
    /// <see cref="LogCursor.None"/> when there is none that can be used. A cursor that is there but cannot be read now
    /// is an <see cref="IOException"/>: it would be wrong to begin again.
    /// </summary>
    public LogCursor Load()
    {
        try
        {
            using IDurableFile file = storage.Files.Open(_path, FileIntent.Read);
            byte[] bytes = new byte[Math.Min(file.Length, MaxBytes)];
            int count = file.Read(0, bytes);
            return LogCursorText.Parse(bytes.AsSpan(0, count), journal.Id) ?? LogCursor.None;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return LogCursor.None;
        }
    }

    /// <summary>Leaves a cursor that says nothing was taken, where there is none yet and the journal has a folder.</summary>
    public void Begin()
    {
        if (!storage.Files.FileExists(_path) && storage.Files.DirectoryExists(journal.Folder))
        {
            Save(LogCursor.None);
        }
    }

    public void Save(LogCursor cursor) =>
        storage.Files.Replace(_path, LogCursorText.Format(cursor, journal.Id), toDisk: false);
}
