using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// Syncs one open file and remembers the first failure for good. Owned by the file object, whose handle it borrows.
/// Safe for any number of threads: calls run one after the other, so that none can succeed after one has failed.
/// </summary>
/// <param name="path">For messages.</param>
/// <param name="flush">Zero or the system's error number; <see cref="DiskFlush.FlushFile"/> but in tests.</param>
internal sealed class FileSync(string path, Func<SafeFileHandle, int> flush)
{
    private readonly Lock _lock = new();
    private SyncFailedException? _failure;

    /// <exception cref="SyncFailedException">This call failed, or an earlier one did: then the system is not asked.
    /// </exception>
    public void Sync(SafeFileHandle handle)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw new SyncFailedException(path, _failure.ErrorNumber, _failure);
            }

            int error = flush(handle);
            if (error != 0)
            {
                throw _failure = new SyncFailedException(path, error);
            }
        }
    }
}
