using System.Buffers;
using System.Globalization;
using System.Text;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.Text;

/// <summary>
/// Writes text that somebody else chose so that it cannot be taken for anything but text: no line of its own at the
/// left margin, no escape code for the terminal, no letters that change the direction of those behind them. Stateless.
/// </summary>
internal static class VisibleText
{
    // Lines of a log begin with a digit, so nothing behind this can pass for one.
    private static ReadOnlySpan<byte> Continuation => "\n    "u8;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (byte)value), (byte)'\t']);

    /// <summary>All in one line; a new line shows as <c>\n</c>.</summary>
    public static void AppendLine(PooledBuffer to, ReadOnlySpan<byte> text) => Append(to, text, "\\n"u8);

    /// <summary>Each line behind the first begins with four spaces.</summary>
    public static void AppendIndented(PooledBuffer to, ReadOnlySpan<byte> text) => Append(to, text, Continuation);

    /// <summary>A column: one line, filled up with spaces to its width, longer where the text is.</summary>
    public static void AppendColumn(PooledBuffer to, ReadOnlySpan<byte> text, int width)
    {
        int before = to.Count;
        AppendLine(to, text);
        int missing = width - (to.Count - before);
        if (missing > 0)
        {
            to.GetSpan(missing)[..missing].Fill((byte)' ');
            to.Advance(missing);
        }
    }

    private static void Append(PooledBuffer to, ReadOnlySpan<byte> text, ReadOnlySpan<byte> newLine)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(Plain);
            int count = plain < 0 ? text.Length : plain;
            to.Append(text[..count]);
            text = text[count..];
            if (!text.IsEmpty)
            {
                text = text[AppendOther(to, text, newLine)..];
            }
        }
    }

    /// <summary>Writes one character that is not plain; returns how many bytes of the text it took.</summary>
    private static int AppendOther(PooledBuffer to, ReadOnlySpan<byte> text, ReadOnlySpan<byte> newLine)
    {
        if (text[0] == '\n' || text.StartsWith("\r\n"u8))
        {
            to.Append(newLine);
            return text[0] == '\n' ? 1 : 2;
        }

        Rune.DecodeFromUtf8(text, out Rune rune, out int count); // what is no UTF-8 becomes U+FFFD
        if (IsInvisible(rune))
        {
            to.Append("\\u"u8);
            to.Append(rune.Value, "X4");
        }
        else
        {
            to.Advance(rune.EncodeToUtf8(to.GetSpan(4)));
        }

        return count;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
