using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.IO;

public sealed class FaultlessFaultyFileSystemTests : FileSystemContract
{
    private protected override IFileSystem CreateFileSystem() =>
        new FaultyFileSystem(PhysicalFileSystem.Instance, FaultPlan.Never);
}
