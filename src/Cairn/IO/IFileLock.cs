namespace Cairn.IO;

/// <summary>
/// A lock that is held. Disposing frees it and leaves the file, since deleting it would let two others lock two files
/// of one name. The system frees it when the process dies, however it dies.
/// </summary>
internal interface IFileLock : IDisposable
{
    string Path { get; }

    /// <summary>
    /// False once the locked file is no longer the one at its path (deleted, moved, replaced): then another may hold a
    /// lock of the same name, and this one protects nothing.
    /// </summary>
    bool IsIntact { get; }
}
