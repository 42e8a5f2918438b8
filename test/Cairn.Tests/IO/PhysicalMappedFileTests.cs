using Cairn.IO;

namespace Cairn.Tests.IO;

public sealed class PhysicalMappedFileTests : MappedFileContract
{
    private protected override IFileSystem CreateFileSystem() => PhysicalFileSystem.Instance;
}
