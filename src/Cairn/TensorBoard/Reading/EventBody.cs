namespace Cairn.TensorBoard.Reading;

/// <summary>The fields of an <c>Event</c> message.</summary>
internal ref struct EventBody
{
    public const uint FileVersion = 3;
    public const uint GraphDef = 4;
    public const uint Summary = 5;
    public const uint SessionLog = 7;

    private const uint LastContentField = 9;
    private const uint WallTimeKey = (1 << 3) | ProtoReader.Fixed64;
    private const uint StepKey = (2 << 3) | ProtoReader.Varint;

    public double WallTime { get; private set; }

    public long Step { get; private set; }

    /// <summary>Which field says what happened; the last of several, as the format demands.</summary>
    public uint ContentField { get; private set; }

    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>How many bytes of the event follow the content.</summary>
    public int ContentLeft { get; private set; }

    /// <summary>False when the bytes are no event.</summary>
    public bool TryRead(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.CurrentKey)
            {
                case WallTimeKey:
                    WallTime = reader.Double;
                    break;
                case StepKey:
                    Step = (long)reader.Number;
                    break;
                default:
                    if (reader.Wire == ProtoReader.Chunk && reader.Field is >= FileVersion and <= LastContentField)
                    {
                        ContentField = reader.Field;
                        Content = reader.Bytes;
                        ContentLeft = reader.Left;
                    }

                    break;
            }
        }

        return !reader.IsBroken;
    }
}
