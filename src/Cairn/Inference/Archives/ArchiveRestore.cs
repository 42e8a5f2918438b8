using System.Runtime.InteropServices;
using System.Text;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage.Archives;

namespace Cairn.Inference.Archives;

/// <summary>Brings the predictions of an archive back into the store, through the journal. Used once.</summary>
internal sealed class ArchiveRestore(ArchiveServices services)
{
    /// <summary>How many bytes of lines may be on their way: a few segments of the journal.</summary>
    private const int BytesBetweenFlushes = 8 << 20;

    /// <summary>A frame without its header, the record's, the texts' lengths and the digest.</summary>
    public static readonly int MaxLineBytes =
        FrameHeader.MaxFrameBytes - FrameHeader.Bytes - Marshal.SizeOf<TextRecordHeader>() - (2 * sizeof(int))
        - PredictionArchive.DigestCharacters;

    private long _restored;
    private long _tooLong;
    private long _unreadable;

    /// <exception cref="ArchiveException">There is none of that name, it is damaged, or somebody archives just
    /// now.</exception>
    public async Task<RestoreReport> RunAsync(string name, CancellationToken cancellation)
    {
        var folder = new ArchiveFolder(services.Layout);
        PredictionArchive archive = folder.Find(name);
        using IFileLock held = folder.Lock();
        string digest = archive.ReadDigest();
        long waiting = 0;
        foreach (ReadOnlyMemory<byte> line in archive.ReadVerified(ArchiveLines.ReadRaw))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsRestorable(line.Span))
            {
                continue;
            }

            await services
                .RecordAsync(RecordKind.PredictionRestored, Encoding.UTF8.GetString(line.Span), digest, cancellation)
                .ConfigureAwait(false);
            _restored++;
            waiting += line.Length;
            if (waiting > BytesBetweenFlushes)
            {
                await services.Flush(cancellation).ConfigureAwait(false);
                waiting = 0;
            }
        }

        await services.Flush(cancellation).ConfigureAwait(false);
        return new RestoreReport(_restored, _tooLong, _unreadable);
    }

    private bool IsRestorable(ReadOnlySpan<byte> line)
    {
        if (line.Length > MaxLineBytes)
        {
            _tooLong++;
            return false;
        }

        if (ArchiveLineReader.TryRead(line) is null)
        {
            _unreadable++;
            return false;
        }

        return true;
    }
}
