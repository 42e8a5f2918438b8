using System.Buffers;
using Cairn.TensorBoard.Encoding;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>A scalar event with length and checksums, for those who write it in another way.</summary>
internal static class ScalarRecord
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _target;

    /// <summary>Valid until the thread's next call.</summary>
    public static ReadOnlySpan<byte> Write(long step)
    {
        _target ??= new ArrayBufferWriter<byte>();
        _target.ResetWrittenCount();
        EventEncoder.WriteScalar(_target, 1_700_000_000.125, step, "loss/train"u8, 0.25 + step, isFirst: false);
        return _target.WrittenSpan;
    }
}
