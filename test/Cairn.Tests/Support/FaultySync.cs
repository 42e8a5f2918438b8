using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>
/// The sync of one file under faults. Like the real one it never succeeds again after an injected failure, so that code
/// which retries a sync is caught. Owned by the file.
/// </summary>
internal sealed class FaultySync(string path, FaultInjector faults)
{
    private volatile IOException? _failure;

    public void Sync(Action inner)
    {
        IOException? fault = faults.Next(FileOperations.Sync, path);
        _failure ??= fault;
        if (_failure is not null)
        {
            throw _failure;
        }

        inner();
    }
}
