namespace Cairn.IO;

/// <summary>
/// A lock that is held. Disposing frees it and leaves the file, since deleting it would let two others lock two files
/// of one name. The system frees it when the process dies, however it dies.
/// </summary>
internal interface IFileLock : IDisposable
{
    string Path { get; }
}
