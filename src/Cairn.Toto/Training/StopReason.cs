namespace Cairn.Toto.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All planned epochs were run.</summary>
    Completed,

    /// <summary>
    /// A callback stopped it; without callbacks of the caller, since the validation loss had not improved for as many
    /// epochs as the patience allows.
    /// </summary>
    EarlyStopped,

    /// <summary>The caller asked to stop. The epoch that was under way does not count.</summary>
    Cancelled,

    /// <summary>A loss or a gradient was not a finite number. A smaller learning rate usually helps.</summary>
    Diverged,
}
