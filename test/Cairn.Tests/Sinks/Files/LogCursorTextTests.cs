using Cairn.Sinks.Files;

namespace Cairn.Tests.Sinks.Files;

public sealed class LogCursorTextTests
{
    private static readonly LogCursor Cursor = new(
        new(new(3, 40960), 1200, 5, 7),
        [
            new(0, 1, 2, false, [new("system_events.txt", 67), new("inference_records.txt", 5, IsBegun: true)]),
            new(4_000_000_000, -5, long.MaxValue, true, [new("a.log", 0), new("b.log", long.MaxValue)]),
            new(9, 1, 1, false, []),
        ]);

    private static byte[] Bytes => LogCursorText.Format(Cursor, "journal-1");

    [Fact]
    public void A_cursor_comes_back_as_it_was()
    {
        LogCursor? read = LogCursorText.Parse(Bytes, "journal-1");

        Assert.NotNull(read);
        Assert.Equal(Cursor.Progress, read.Progress);
        Assert.Equal(Bytes, LogCursorText.Format(read, "journal-1"));
    }

    [Fact]
    public void A_cursor_that_was_cut_anywhere_is_none()
    {
        for (int length = 0; length < Bytes.Length; length++)
        {
            Assert.Null(LogCursorText.Parse(Bytes.AsSpan(0, length), "journal-1"));
        }
    }

    [Fact]
    public void A_cursor_with_any_byte_changed_is_none()
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            byte[] changed = Bytes;
            changed[i] ^= 1;
            Assert.Null(LogCursorText.Parse(changed, "journal-1"));
        }
    }
}
