namespace Cairn.TensorBoard.Reading;

/// <summary>A place in an event file that could not be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">Where the damaged record begins, in bytes.</param>
/// <param name="Kind">What is wrong with it.</param>
public sealed record EventDamage(string Path, long Offset, EventDamageKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}, byte {Offset}: {Reason}";

    private string Reason => Kind switch
    {
        EventDamageKind.Length => "the length of a record is damaged; what follows up to the next sound record was passed over.",
        EventDamageKind.Data => "a record does not fit its checksum and was passed over.",
        EventDamageKind.Incomplete => "the file ends in the middle of a record.",
        _ => "a record is no event, though it fits its checksum, and was passed over.",
    };
}
