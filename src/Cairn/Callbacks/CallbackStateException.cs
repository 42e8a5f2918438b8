namespace Cairn.Callbacks;

/// <summary>
/// The saved state of callbacks does not fit those that should continue with it. Make a new manager with the callbacks
/// that the state is of, or start without the state.
/// </summary>
public sealed class CallbackStateException : CairnException
{
    /// <summary>Says what does not fit.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="inner">What reading it threw, if anything.</param>
    public CallbackStateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary><c>callbacks.state</c>.</summary>
    public override string Code => "callbacks.state";
}
