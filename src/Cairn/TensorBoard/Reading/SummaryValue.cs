namespace Cairn.TensorBoard.Reading;

/// <summary>The fields of a <c>Summary.Value</c> message.</summary>
internal ref struct SummaryValue
{
    public const uint Simple = (2 << 3) | ProtoReader.Fixed32;
    public const uint Image = (4 << 3) | ProtoReader.Chunk;
    public const uint Histo = (5 << 3) | ProtoReader.Chunk;
    public const uint Audio = (6 << 3) | ProtoReader.Chunk;
    public const uint Tensor = (8 << 3) | ProtoReader.Chunk;

    private const uint TagKey = (1 << 3) | ProtoReader.Chunk;
    private const uint MetadataKey = (9 << 3) | ProtoReader.Chunk;
    private const uint PluginDataKey = (1 << 3) | ProtoReader.Chunk;
    private const uint PluginNameKey = (1 << 3) | ProtoReader.Chunk;
    private const uint PluginContentKey = (2 << 3) | ProtoReader.Chunk;

    public ReadOnlySpan<byte> Tag { get; private set; }

    public ReadOnlySpan<byte> PluginName { get; private set; }

    public ReadOnlySpan<byte> PluginContent { get; private set; }

    /// <summary>Key of the field that holds the value: <see cref="Simple"/>, …; 0 when there is none.</summary>
    public uint Form { get; private set; }

    public float SimpleValue { get; private set; }

    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>False when the bytes are no value.</summary>
    public bool TryRead(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        bool isWhole = true;
        while (reader.Next())
        {
            switch (reader.CurrentKey)
            {
                case TagKey:
                    Tag = reader.Bytes;
                    break;
                case Simple:
                    (Form, SimpleValue) = (Simple, reader.Single);
                    break;
                case Image or Histo or Audio or Tensor:
                    Form = reader.CurrentKey;
                    Content = reader.Bytes;
                    isWhole &= ProtoReader.IsWellFormed(reader.Bytes);
                    break;
                case MetadataKey:
                    isWhole &= TryReadMetadata(reader.Bytes);
                    break;
            }
        }

        return isWhole && !reader.IsBroken;
    }

    private bool TryReadMetadata(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        bool isWhole = true;
        while (reader.Next())
        {
            if (reader.CurrentKey == PluginDataKey)
            {
                isWhole &= TryReadPlugin(reader.Bytes);
            }
        }

        return isWhole && !reader.IsBroken;
    }

    private bool TryReadPlugin(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.CurrentKey)
            {
                case PluginNameKey:
                    PluginName = reader.Bytes;
                    break;
                case PluginContentKey:
                    PluginContent = reader.Bytes;
                    break;
            }
        }

        return !reader.IsBroken;
    }
}
