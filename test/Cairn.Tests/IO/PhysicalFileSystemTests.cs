using Cairn.IO;

namespace Cairn.Tests.IO;

public sealed class PhysicalFileSystemTests : FileSystemContract
{
    private protected override IFileSystem CreateFileSystem() => PhysicalFileSystem.Instance;
}
