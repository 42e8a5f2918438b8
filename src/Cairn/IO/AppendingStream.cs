namespace Cairn.IO;

/// <summary>Lets a framework's writer append to a file; the file stays its opener's. Not thread-safe.</summary>
internal sealed class AppendingStream(IDurableFile file) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => file.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => file.Append(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is kept back; whether it is on the disk, the file's opener decides.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
