using Cairn.IO;

namespace Cairn.Mlflow;

/// <summary>The content of a file on its way to MLflow; closes the file with itself. Not thread-safe.</summary>
internal sealed class ArtifactStream(IDurableFile file) : Stream
{
    private readonly ReadingStream _content = new(file);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => _content.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
