namespace Cairn;

/// <summary>
/// The disk did not confirm that it holds what was recorded. The records are still in memory and go to the store.
/// </summary>
public sealed class DurabilityException : CairnException
{
    internal DurabilityException(string folder, Exception inner)
        : base(
            $"The disk does not confirm what was written to '{folder}': {inner.Message} The records are not lost while this "
            + "machine runs; check the disk, then flush again.",
            inner)
    {
    }

    /// <inheritdoc/>
    public override string Code => "durability";
}
