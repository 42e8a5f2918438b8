namespace Cairn;

/// <summary>
/// The store cannot be read: it is not there, not a store, newer than this version, locked or damaged.
/// </summary>
public sealed class StoreUnavailableException : CairnException
{
    internal StoreUnavailableException(
        string code, string path, string message, Exception? inner = null, bool isTransient = false)
        : base(message, inner)
    {
        Code = code;
        Path = path;
        IsTransient = isTransient;
    }

    /// <summary>
    /// <c>store.missing</c>, <c>store.foreign</c>, <c>store.newer</c>, <c>store.older</c>, <c>store.busy</c>,
    /// <c>store.io</c> or <c>store.damaged</c>.
    /// </summary>
    public override string Code { get; }

    /// <summary>The file that it is about.</summary>
    public string Path { get; }

    /// <summary>True when the same call may succeed later without anybody doing something.</summary>
    public bool IsTransient { get; }
}
