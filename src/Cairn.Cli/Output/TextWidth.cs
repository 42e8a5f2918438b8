using System.Globalization;
using System.Text;

namespace Cairn.Cli.Output;

/// <summary>How many columns of a terminal a text takes, and how to make it take fewer.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text.Length;
        }

        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, cut to a width with a mark that something is missing.</summary>
    public static string Fit(string text, int width, string mark)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        var fitted = new StringBuilder();
        int room = width - mark.Length;
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= Of(rune);
            if (room < 0)
            {
                break;
            }

            fitted.Append(rune);
        }

        return fitted.Append(mark).ToString();
    }

    private static int Of(Rune rune) => rune.Value switch
    {
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) => 2,
        (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) => 2,
        (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };
}
