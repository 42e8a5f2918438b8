using System.Net;
using System.Net.Http.Headers;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>A stream as the body of a request, with its length said before. Tells a file that fails from a broken way.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceBytes = 128 * 1024;

    private readonly Stream _source;
    private readonly long _length;

    public UploadContent(Stream source)
    {
        _source = source;
        _length = source.Length - source.Position;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    /// <summary>What the source threw, or that it had another length than it said.</summary>
    public IOException? Fault { get; private set; }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceBytes];
        long left = _length;
        for (int read = Read(piece, left); read > 0; read = Read(piece, left))
        {
            stream.Write(piece, 0, read);
            left -= read;
        }

        if (left > 0)
        {
            Fault = new EndOfStreamException($"The content ended {left} bytes too early.");
            throw Fault;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new NotSupportedException(); // nothing here waits asynchronously

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private int Read(byte[] piece, long left)
    {
        try
        {
            return _source.Read(piece, 0, (int)Math.Min(piece.Length, left));
        }
        catch (IOException e)
        {
            Fault = e;
            throw;
        }
    }
}
