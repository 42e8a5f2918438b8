namespace Cairn.TensorBoard.Reading;

/// <summary>What is wrong with a record.</summary>
public enum EventDamageKind
{
    /// <summary>Its length does not fit the checksum of the length, or is more than
    /// <see cref="EventFileReader.MaxRecordBytes"/>.</summary>
    Length,

    /// <summary>Its bytes do not fit their checksum.</summary>
    Data,

    /// <summary>The checksums hold, but the bytes are no event.</summary>
    Event,

    /// <summary>It ends behind the end of the file: its writer died, or is about to write the rest.</summary>
    Incomplete,
}
