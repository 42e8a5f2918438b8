using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// Turns frames back into records: the twin of the encoders beside it. Frames were checked by their CRC, but nothing
/// in them is trusted: a record whose inner lengths do not fit is reported as malformed and passed over.
/// </summary>
internal static class RecordDecoder
{
    /// <summary>Hands every record of a batch to the handler. Returns how many were malformed.</summary>
    public static int Decode<THandler>(in JournalBatch batch, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct
    {
        int malformed = 0;
        ReadOnlySpan<byte> frames = batch.Frames.Span;
        while (!frames.IsEmpty)
        {
            var header = FrameHeader.Read(frames);
            if (!TryDecode(header.Kind, frames[FrameHeader.Bytes..header.LengthBytes], batch.BaseTimeMs, ref handler))
            {
                malformed++;
            }

            frames = frames[header.LengthBytes..];
        }

        return malformed;
    }

    private static bool TryDecode<THandler>(
        RecordKind kind, ReadOnlySpan<byte> payload, long baseTimeMs, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct => kind switch
        {
            RecordKind.Point => TryDecodePoint(payload, baseTimeMs, ref handler),
            RecordKind.Row => TryDecodeRow(payload, ref handler),
            RecordKind.Prediction => TryDecodePrediction(payload, ref handler),
            _ => TryDecodeText(kind, payload, ref handler),
        };

    private static bool TryDecodePoint<THandler>(ReadOnlySpan<byte> payload, long baseTimeMs, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct
    {
        if (payload.Length != Unsafe.SizeOf<PointPayload>())
        {
            return false;
        }

        PointPayload point = MemoryMarshal.Read<PointPayload>(payload);
        handler.OnPoint(point.Series, baseTimeMs + point.TimeDeltaMs, point.Step, point.Value);
        return true;
    }

    private static bool TryDecodeRow<THandler>(ReadOnlySpan<byte> payload, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct
    {
        int headerBytes = Unsafe.SizeOf<RowHeader>();
        if (payload.Length < headerBytes)
        {
            return false;
        }

        RowHeader header = MemoryMarshal.Read<RowHeader>(payload);
        ReadOnlySpan<RowValue> values = MemoryMarshal.Cast<byte, RowValue>(payload[headerBytes..]);
        if (header.Count < 0 || header.Count > values.Length)
        {
            return false;
        }

        handler.OnRow(header.TimeMs, header.Step, values[..header.Count]);
        return true;
    }

    private static bool TryDecodePrediction<THandler>(ReadOnlySpan<byte> payload, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct
    {
        if (!PredictionRecord.TryRead(payload, out PredictionRecord record))
        {
            return false;
        }

        handler.OnPrediction(record);
        return true;
    }

    private static bool TryDecodeText<THandler>(RecordKind kind, ReadOnlySpan<byte> payload, ref THandler handler)
        where THandler : IRecordHandler, allows ref struct
    {
        if (!TryReadText(kind, payload, out TextRecord record))
        {
            return false;
        }

        handler.OnText(record);
        return true;
    }

    internal static bool TryReadText(RecordKind kind, ReadOnlySpan<byte> payload, out TextRecord record)
    {
        record = default;
        int headerBytes = Unsafe.SizeOf<TextRecordHeader>();
        if (payload.Length < headerBytes)
        {
            return false;
        }

        TextRecordHeader header = MemoryMarshal.Read<TextRecordHeader>(payload);
        payload = payload[headerBytes..];
        if (header.TextCount > TextRecord.MaxTexts
            || !TryTakeText(ref payload, header.TextCount > 0, out ReadOnlySpan<byte> first)
            || !TryTakeText(ref payload, header.TextCount > 1, out ReadOnlySpan<byte> second)
            || !TryTakeText(ref payload, header.TextCount > 2, out ReadOnlySpan<byte> third)
            || !TryTakeText(ref payload, header.TextCount > 3, out ReadOnlySpan<byte> fourth))
        {
            return false;
        }

        record = new TextRecord(kind, header, first, second, third, fourth);
        return true;
    }

    private static bool TryTakeText(
        scoped ref ReadOnlySpan<byte> payload, bool isPresent, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!isPresent)
        {
            return true;
        }

        if (payload.Length < sizeof(int))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(payload);
        payload = payload[sizeof(int)..];
        if (length < 0 || length > payload.Length)
        {
            return false;
        }

        text = payload[..length];
        payload = payload[length..];
        return true;
    }
}
