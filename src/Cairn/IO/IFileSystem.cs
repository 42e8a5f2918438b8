namespace Cairn.IO;

/// <summary>
/// The only door to files: <see cref="PhysicalFileSystem"/> in production, a fault injector in tests.
/// Safe for any number of threads; what it hands out has its own contract.
/// </summary>
/// <remarks>
/// Whatever the system refuses arrives as an <see cref="IOException"/>, so that callers catch exactly one type. Other
/// exceptions mean a caller's mistake. Nothing here survives a power cut by itself: a file's bytes are safe after its
/// own <c>Sync</c>, its name (after a create, a move or a delete) after <see cref="SyncDirectory"/> of its folder.
/// </remarks>
internal interface IFileSystem
{
    /// <summary>Creates the folder and its missing parents. No error when it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>False also when the system does not let us look.</summary>
    bool DirectoryExists(string path);

    /// <summary>False also when the system does not let us look.</summary>
    bool FileExists(string path);

    /// <summary>The file's length in bytes; an <see cref="IOException"/> when it is missing.</summary>
    long FileLength(string path);

    /// <summary>Full paths of the folders directly below, in ordinal order; empty when the folder is missing.</summary>
    IReadOnlyList<string> ListDirectories(string path);

    /// <summary>
    /// Full paths of the files directly below whose names fit <paramref name="pattern"/> (<c>*</c> and <c>?</c>, case
    /// matters), in ordinal order; empty when the folder is missing.
    /// </summary>
    IReadOnlyList<string> ListFiles(string path, string pattern);

    /// <summary>Opens a file; other openers are not kept out, which is what <see cref="TryLock"/> is for.</summary>
    IDurableFile Open(string path, FileIntent intent);

    /// <summary>
    /// Creates a file of <paramref name="capacityBytes"/> zero bytes, with the blocks for them taken from the disk now,
    /// and maps it for reading and writing. A full disk is an <see cref="IOException"/> here: found later, at a store
    /// to mapped memory, it would be a signal that ends the process. The file must not exist; when this throws, no new
    /// file is left behind.
    /// </summary>
    IMappedFile CreateMapped(string path, long capacityBytes);

    /// <summary>
    /// Takes the lock that the file stands for, and creates the file when it is missing. Null means that somebody else
    /// holds it, be it another process or another lock in this one. Throws when locks do not work on this volume.
    /// </summary>
    IFileLock? TryLock(string path);

    /// <summary>
    /// Renames a file or a folder in one step that cannot be seen half done. A file takes the place of a file; a folder
    /// never takes the place of anything. Both paths lie on one volume, else it throws.
    /// </summary>
    void Move(string from, string to);

    /// <summary>No error when the file is missing.</summary>
    void DeleteFile(string path);

    /// <summary>
    /// Deletes the folder with all it holds; no error when it is missing. When this throws, any part may be gone.
    /// </summary>
    void DeleteDirectory(string path);

    /// <summary>
    /// After this returns, the names in this folder (not in those below it) survive a power cut. Nothing to do on
    /// Windows, where the file system's own log keeps names.
    /// </summary>
    void SyncDirectory(string path);

    /// <summary>
    /// When a name in this folder was last added, removed or replaced, in ticks of UTC; 0 when the folder is missing.
    /// The system's clock for this is coarse: two changes of a few milliseconds may have one time.
    /// </summary>
    long LastChange(string folder);

    /// <summary>Bytes that this user may still write to the volume that holds <paramref name="path"/>.</summary>
    long FreeBytes(string path);
}
