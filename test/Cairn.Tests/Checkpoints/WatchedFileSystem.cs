using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.Checkpoints;

/// <summary>The real files, with a word to the test before one is opened: time for another process to act.</summary>
internal sealed class WatchedFileSystem(Action<string> opening) : PassingFileSystem(PhysicalFileSystem.Instance)
{
    public override IDurableFile Open(string path, FileIntent intent)
    {
        opening(path);
        return base.Open(path, intent);
    }
}
