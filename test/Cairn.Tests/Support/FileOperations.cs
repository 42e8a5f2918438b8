namespace Cairn.Tests.Support;

/// <summary>The kinds of operation that a disk can refuse.</summary>
[Flags]
internal enum FileOperations
{
    None = 0,

    /// <summary>A folder is created.</summary>
    CreateDirectory = 1 << 0,

    /// <summary>A file is opened, to read or to write.</summary>
    Open = 1 << 1,

    /// <summary>Bytes are appended.</summary>
    Write = 1 << 2,

    /// <summary>Bytes of an open file are read. (Of a mapped file too.)</summary>
    Read = 1 << 3,

    /// <summary>A file is cut.</summary>
    Truncate = 1 << 4,

    /// <summary>A file, mapped or not, is brought to stable storage.</summary>
    Sync = 1 << 5,

    /// <summary>A file or a folder is moved.</summary>
    Move = 1 << 6,

    /// <summary>A file or a folder is deleted.</summary>
    Delete = 1 << 7,

    /// <summary>A mapped file is created.</summary>
    Map = 1 << 8,

    /// <summary>A lock is asked for.</summary>
    Lock = 1 << 9,

    /// <summary>A folder is listed, or a length or the free space measured.</summary>
    List = 1 << 10,

    /// <summary>A folder is brought to stable storage.</summary>
    SyncDirectory = 1 << 11,

    /// <summary>All that change or promise something: failing, they must not lose what was promised.</summary>
    Changes = All & ~(Read | List),

    All = (1 << 12) - 1,
}
