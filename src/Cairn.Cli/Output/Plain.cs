using System.Globalization;
using System.Text;

namespace Cairn.Cli.Output;

/// <summary>
/// Makes text from a store safe to show: whoever named a run must not be able to move the cursor, colour the screen or
/// forge a line.
/// </summary>
internal static class Plain
{
    /// <summary>The text on one line, with everything that a terminal would obey spelled out.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune))
            {
                safe.Append(rune);
            }
            else
            {
                AppendSpelled(safe, rune);
            }
        }

        return safe.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or
        UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.OtherNotAssigned or
        UnicodeCategory.PrivateUse);

    private static void AppendSpelled(StringBuilder safe, Rune rune) => safe.Append(rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => " ",
        var value => $"\\u{value:x4}",
    });
}
