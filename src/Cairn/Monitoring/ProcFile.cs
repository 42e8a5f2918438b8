using System.Text;
using Cairn.IO;

namespace Cairn.Monitoring;

/// <summary>
/// The beginning of one of the files in which Linux says how it is doing; its length is not known before it is read.
/// Not thread-safe.
/// </summary>
internal sealed class ProcFile(IFileSystem files, string path)
{
    // What is wanted stands in the first lines: 4 KiB hold the first 50 of /proc/meminfo.
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Its first lines; none where there is no such file.</summary>
    public string[] ReadLines()
    {
        if (!files.FileExists(path))
        {
            return [];
        }

        try
        {
            using IDurableFile file = files.Open(path, FileIntent.Read);
            return Encoding.ASCII.GetString(_buffer, 0, file.Read(0, _buffer)).Split('\n');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
