namespace Cairn.IO;

/// <summary>What a caller means to do with a file: decides whether it must, may or must not exist.</summary>
internal enum FileIntent
{
    /// <summary>Look only. The file must exist.</summary>
    Read,

    /// <summary>Go on behind what is there. The file is created when it is missing.</summary>
    Append,

    /// <summary>Begin a file that nobody has begun. The file must not exist.</summary>
    CreateNew,

    /// <summary>Begin again. The file is created, or loses what it held.</summary>
    Replace,
}
