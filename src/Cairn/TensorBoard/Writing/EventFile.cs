using Cairn.IO;

namespace Cairn.TensorBoard.Writing;

/// <summary>An event file that this process writes. Owned by its writer; not thread-safe.</summary>
internal sealed class EventFile : IDisposable
{
    // Another process can only take a name that has its own number in it on a folder shared by containers.
    private const int MaxAttempts = 10;

    private readonly IDurableFile _file;
    private long _end; // of the records that were handed in whole

    private EventFile(IDurableFile file) => _file = file;

    public string Path => _file.Path;

    /// <summary>Makes the folder and an empty file in it that sorts behind those that are there.</summary>
    /// <exception cref="IOException">The system refuses; no file is left behind.</exception>
    public static EventFile Create(string folder, IFileSystem files, TimeProvider time)
    {
        files.CreateDirectory(folder);
        for (int attempt = 1; ; attempt++)
        {
            string name = EventFileName.After(files.ListFiles(folder, EventFileName.Pattern), time.GetUtcNow());
            string path = System.IO.Path.Combine(folder, name);
            try
            {
                return new EventFile(files.Open(path, FileIntent.CreateNew));
            }
            catch (IOException) when (attempt < MaxAttempts && files.FileExists(path))
            {
                // Another process was faster.
            }
        }
    }

    /// <summary>
    /// Writes records. When this throws, call it again with the same records: it goes on where it broke, so that a
    /// reader that follows the file never sees a byte change.
    /// </summary>
    /// <exception cref="IOException">The disk refuses, or somebody cut the file.</exception>
    public void Append(ReadOnlySpan<byte> records)
    {
        if (_file.Length < _end)
        {
            throw new IOException(
                $"'{Path}' was cut from {_end} to {_file.Length} bytes by somebody else. TensorBoard reads nothing behind"
                + " half a record: begin another event file.");
        }

        int written = (int)(_file.Length - _end);
        _file.Append(records[written..]);
        _end = _file.Length;
    }

    public void Dispose() => _file.Dispose();
}
