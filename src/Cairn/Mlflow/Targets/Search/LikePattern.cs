using System.Text;

namespace Cairn.Mlflow.Targets.Search;

/// <summary>SQL's <c>LIKE</c>: <c>%</c> stands for any text, <c>_</c> for one character. Stateless.</summary>
internal static class LikePattern
{
    /// <summary>
    /// The same pattern for SQLite's <c>GLOB</c>, by which case matters; its <c>LIKE</c> takes no notice of it.
    /// </summary>
    public static string ToGlob(string pattern)
    {
        var glob = new StringBuilder();
        foreach (char character in pattern)
        {
            _ = character switch
            {
                '%' => glob.Append('*'),
                '_' => glob.Append('?'),
                '*' or '?' or '[' => glob.Append('[').Append(character).Append(']'),
                _ => glob.Append(character),
            };
        }

        return glob.ToString();
    }

    /// <summary>Whether all of the text fits, in time that grows with the product of both lengths at most.</summary>
    public static bool Fits(string text, string pattern, bool anyCase)
    {
        int inText = 0;
        int inPattern = 0;
        int lastPercent = -1;
        int textAtPercent = 0;
        while (inText < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '%')
            {
                lastPercent = inPattern++;
                textAtPercent = inText;
            }
            else if (inPattern < pattern.Length && Fits(text[inText], pattern[inPattern], anyCase))
            {
                inText++;
                inPattern++;
            }
            else if (lastPercent >= 0)
            {
                // The last % takes one character more; an earlier one never has to.
                inPattern = lastPercent + 1;
                inText = ++textAtPercent;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(inPattern).TrimStart('%').IsEmpty;
    }

    private static bool Fits(char character, char pattern, bool anyCase) =>
        pattern == '_'
        || character == pattern
        || (anyCase && char.IsAscii(character) && char.ToLowerInvariant(character) == char.ToLowerInvariant(pattern));
}
