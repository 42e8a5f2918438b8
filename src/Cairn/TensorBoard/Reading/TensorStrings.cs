namespace Cairn.TensorBoard.Reading;

/// <summary>Walks over the texts of a tensor without copying them.</summary>
internal ref struct TensorStrings(ReadOnlySpan<byte> message, uint key)
{
    private ProtoReader _reader = new(message);

    public readonly ReadOnlySpan<byte> Current => _reader.Bytes;

    public readonly TensorStrings GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_reader.Next())
        {
            if (_reader.CurrentKey == key)
            {
                return true;
            }
        }

        return false;
    }
}
