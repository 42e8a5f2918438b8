using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// A lock held by keeping a file open that nobody else may open. Owned by whoever took it; safe for any thread.
/// </summary>
/// <remarks>
/// The framework's <see cref="FileShare.None"/> and not a call of flock by ourselves: it is one mechanism for all
/// systems (flock on Unix, share modes on Windows), takes the exclusive lock in one step (an open file of the framework
/// already carries a shared one, and of two who raise theirs at a time both lose), belongs to the open file and so
/// excludes this process too, and frees explicitly on close. Its one fault is silence where locking does not work; the
/// probe turns that into an error. What a probe on one machine cannot see is a network mount whose locks stop at the
/// machine (NFS with <c>local_lock</c>): a store belongs on a local disk.
/// </remarks>
internal sealed class PhysicalFileLock : IFileLock
{
    private const string DeletedMark = " (deleted)";

    private readonly SafeFileHandle _handle;
    private readonly string? _target;

    private PhysicalFileLock(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        _target = FindTarget();
    }

    public string Path { get; }

    public bool IsIntact => _handle is { IsClosed: false } && File.Exists(Path)
        && FindTarget() == _target && _target?.EndsWith(DeletedMark, StringComparison.Ordinal) != true;

    /// <summary>Null when somebody else holds the lock.</summary>
    /// <exception cref="IOException">The file cannot be opened, or locks do not work on this volume.</exception>
    public static PhysicalFileLock? TryTake(string path)
    {
        SafeFileHandle? handle = TryOpenAlone(path);
        if (handle is null)
        {
            return null;
        }

        try
        {
            using SafeFileHandle? second = TryOpenAlone(path);
            var taken = new PhysicalFileLock(path, handle);
            if (!taken.IsIntact) // its holder deleted it between our opening and locking it: the name is another's
            {
                taken.Dispose();
                return null;
            }

            if (second is null)
            {
                return taken;
            }
        }
        catch
        {
            handle.Dispose();
            throw;
        }
        handle.Dispose();
        throw new IOException(
            $"File locks do not work for '{path}': it could be locked twice. Put the folder on a local disk, mount " +
            "the network volume with locking, and unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING if it is set.");
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>
    /// What the open file is called now, by Linux's own account, which marks a deleted one and follows a moved one.
    /// Elsewhere null: Windows keeps a locked file from being deleted, and on macOS only a missing one is noticed.
    /// </summary>
    private string? FindTarget() => OperatingSystem.IsLinux()
        ? new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}").LinkTarget
        : null;

    private static SafeFileHandle? TryOpenAlone(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
        catch (Exception e) when (SystemError.IsDisguised(e))
        {
            throw SystemError.Undisguise(e, "lock", path);
        }
    }

    private static bool IsHeldByAnother(IOException exception)
    {
        // The framework passes on errno on Unix and the Win32 error within the HRESULT on Windows.
        if (OperatingSystem.IsWindows())
        {
            return (exception.HResult & 0xFFFF) == Kernel32.SharingViolation;
        }

        return exception.HResult == LibC.WouldBlockError;
    }
}
