namespace Cairn;

/// <summary>
/// Why a record is not in the store. The first group was accepted and then lost; the others were never accepted.
/// </summary>
public enum LossKind
{
    /// <summary>Accepted, but its bytes in the journal were damaged before they could be stored.</summary>
    Damaged,

    /// <summary>Accepted, but the definition of its run or series was lost.</summary>
    Undefined,

    /// <summary>Accepted, but its part of the journal was deleted by somebody before it could be stored.</summary>
    Vanished,

    /// <summary>
    /// Refused: the journal has reached <see cref="CairnOptions.JournalBudgetBytes"/>, since the store does not keep
    /// up.
    /// </summary>
    JournalFull,

    /// <summary>Refused: no room for the journal could be had (disk full, read-only or missing folder).</summary>
    JournalUnavailable,

    /// <summary>Refused: recorded faster than room could be made ready, for a moment.</summary>
    Outrun,

    /// <summary>Refused: the tracker was closed.</summary>
    Closed,
}
