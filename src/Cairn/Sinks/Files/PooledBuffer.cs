using System.Buffers;
using System.Globalization;

namespace Cairn.Sinks.Files;

/// <summary>
/// Bytes on their way into a file, in memory borrowed from the shared pool while there are any. Owned by whoever writes
/// the file. Not thread-safe. Bounded by its owner, which empties it.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    // A few dozen lines. Grows by doubling.
    private const int InitialBytes = 4096;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Count);
    }

    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Count += bytes.Length;
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Count++;
    }

    /// <summary>A number or another value, as the invariant culture writes it.</summary>
    public void Append<T>(T value, scoped ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        // No number takes more: Int64 needs 20 characters, a double in its shortest form 24, a time span 26.
        Span<byte> text = GetSpan(64);
        value.TryFormat(text, out int count, format, CultureInfo.InvariantCulture);
        Count += count;
    }

    public void Clear() => Count = 0;

    /// <summary>Gives the memory back. The buffer can be used again.</summary>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        Count = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int sizeHint)
    {
        int needed = Count + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, InitialBytes), _bytes.Length * 2));
        Written.CopyTo(larger);
        byte[] smaller = _bytes;
        _bytes = larger;
        if (smaller.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(smaller);
        }
    }
}
