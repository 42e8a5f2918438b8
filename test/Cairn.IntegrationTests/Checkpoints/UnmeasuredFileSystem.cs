using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>
/// The real files with a claim to have room always: another process takes it between the look and the write.
/// </summary>
internal sealed class UnmeasuredFileSystem() : PassingFileSystem(PhysicalFileSystem.Instance)
{
    public override long FreeBytes(string path) => long.MaxValue;
}
