namespace Cairn;

/// <summary>
/// The base of everything that Cairn throws by itself. Misuse of a method is an <see cref="ArgumentException"/> or an
/// <see cref="InvalidOperationException"/> instead.
/// </summary>
public abstract class CairnException : Exception
{
    /// <summary>Creates the exception with what happened and what to do about it.</summary>
    protected CairnException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Names the failure for programs and never changes: <c>store.newer</c>.</summary>
    public abstract string Code { get; }
}
