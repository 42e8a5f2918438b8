using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Text;

/// <summary>A file system in which something happens behind the back of whoever opens a file first.</summary>
internal sealed class WatchfulFiles(IFileSystem inner) : PassingFileSystem(inner)
{
    public Action? OnceAfterOpen { get; set; }

    public override IDurableFile Open(string path, FileIntent intent)
    {
        IDurableFile file = base.Open(path, intent);
        Action? once = OnceAfterOpen;
        OnceAfterOpen = null;
        once?.Invoke();
        return file;
    }
}
