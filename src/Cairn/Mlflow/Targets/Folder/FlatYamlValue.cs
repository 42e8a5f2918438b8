using System.Globalization;
using System.Text;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>One value of YAML: plain, in single or in double quotes. Stateless.</summary>
internal static class FlatYamlValue
{
    /// <summary>Null for <c>null</c>, <c>~</c> and nothing.</summary>
    /// <param name="lines">The first stands behind the key; long values go on below, which folds into spaces.</param>
    public static string? Read(IReadOnlyList<string> lines)
    {
        string first = lines[0].Trim();
        if (first.StartsWith('"'))
        {
            return ReadDouble(Fold(lines, escapes: true));
        }

        string folded = Fold(lines, escapes: false);
        if (folded.StartsWith('\''))
        {
            return ReadSingle(folded);
        }

        int comment = folded.IndexOf(" #", StringComparison.Ordinal);
        string plain = (comment < 0 ? folded : folded[..comment]).Trim();
        return plain is "" or "null" or "~" or "Null" or "NULL" ? null : plain;
    }

    /// <summary>In single quotes; in double ones where characters need an escape.</summary>
    public static string Quote(string text)
    {
        if (!text.Any(static character => char.IsControl(character) || char.IsSurrogate(character) || character > '\u2000'))
        {
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        }

        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append((char)rune.Value),
                '\n' => quoted.Append("\\n"),
                >= ' ' and < 0x7F => quoted.Append((char)rune.Value),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// One line end is a space; each empty line is a line end; a backslash at the end takes the line end away.
    /// </summary>
    private static string Fold(IReadOnlyList<string> lines, bool escapes)
    {
        var text = new StringBuilder(lines[0].Trim());
        int empty = 0;
        foreach (string line in lines.Skip(1).Select(line => line.Trim()))
        {
            if (line.Length == 0)
            {
                empty++;
                continue;
            }

            if (escapes && text.Length > 0 && text[^1] == '\\')
            {
                text.Length--;
            }
            else
            {
                _ = empty > 0 ? text.Append('\n', empty) : text.Append(' ');
            }

            text.Append(line);
            empty = 0;
        }

        return text.ToString();
    }

    private static string ReadSingle(string quoted)
    {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.Length; i++)
        {
            if (quoted[i] == '\'')
            {
                if (i + 1 >= quoted.Length || quoted[i + 1] != '\'')
                {
                    break;
                }

                i++;
            }

            text.Append(quoted[i]);
        }

        return text.ToString();
    }

    private static string ReadDouble(string quoted)
    {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.Length && quoted[i] != '"'; i++)
        {
            if (quoted[i] == '\\' && i + 1 < quoted.Length)
            {
                i = ReadEscape(quoted, i + 1, text);
            }
            else
            {
                text.Append(quoted[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns the place of the last character of the escape.</summary>
    private static int ReadEscape(string quoted, int at, StringBuilder text)
    {
        int digits = quoted[at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            string hexadecimal = quoted.Substring(at + 1, Math.Min(digits, quoted.Length - at - 1));
            bool isCode = int.TryParse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int code);
            AppendCode(text, isCode ? code : 0xFFFD);
            return at + hexadecimal.Length;
        }

        text.Append(quoted[at] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'e' => '\x1B',
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            'v' => '\v',
            'f' => '\f',
            'N' => '\x85',
            '_' => '\xA0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => quoted[at],
        });
        return at;
    }

    /// <summary>Halves of a character too, since PyYAML writes those of JSON texts one by one.</summary>
    private static void AppendCode(StringBuilder text, int code) =>
        _ = code <= 0xFFFF ? text.Append((char)code) : text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD");
}
