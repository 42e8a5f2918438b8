using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Cairn.Mlflow;

/// <summary>
/// The escape that names are written with: <c>_x0040_</c> for <c>@</c>, as .NET's <c>XmlConvert</c> writes it, with eight
/// digits beyond the first plane. An underscore of the name that would begin such an escape is escaped itself, so no two
/// names are written alike, and what was written can be read. Pure.
/// </summary>
internal static partial class NameEscape
{
    /// <summary>How an empty name is written.</summary>
    public const string Empty = "_x_";

    /// <summary>Stands before the digest that takes the place of a name's end; begins as no escape ends.</summary>
    private const string CutMark = "-xCUT-";

    private const int DigestLength = 32; // hexadecimal digits: 128 bits of SHA-256

    /// <summary>The part of a cut name behind what was kept of it.</summary>
    private const int CutLength = 6 + DigestLength;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<char> UpperHex = SearchValues.Create("0123456789ABCDEF");

    /// <summary>The name with every character escaped of which <paramref name="isIllegal"/> says so.</summary>
    /// <param name="name">Anything.</param>
    /// <param name="isIllegal">Of a character of the name, by its place.</param>
    public static string Encode(string name, Func<string, int, bool> isIllegal)
    {
        if (name.Length == 0)
        {
            return Empty;
        }

        var text = new StringBuilder(name.Length + 16);
        for (int i = 0; i < name.Length; i++)
        {
            if (!isIllegal(name, i) && !LooksLikeEscape(name, i, isIllegal))
            {
                text.Append(name[i]);
            }
            else if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                Append(text, char.ConvertToUtf32(name, i), digits: 8);
                i++;
            }
            else
            {
                Append(text, name[i], digits: 4);
            }
        }

        return text.ToString();
    }

    /// <summary>Takes <see cref="Encode"/> back; what it cannot have written stays.</summary>
    public static string Decode(string text) =>
        text == Empty ? "" : Escape().Replace(text, match => Character(match.ValueSpan[2..^1]) ?? match.Value);

    /// <summary>
    /// A text of at most <paramref name="limit"/> characters: the encoded name, or its beginning with the digest of the name.
    /// </summary>
    public static string Fit(string encoded, string name, int limit)
    {
        if (encoded.Length <= limit)
        {
            return encoded;
        }

        int kept = limit - CutLength;
        int escape = encoded.LastIndexOf("_x", kept, Math.Min(kept, 11), StringComparison.Ordinal);
        bool isSplit = escape >= 0 && Escape().Match(encoded, escape) is { Success: true } match
            && match.Index == escape && escape + match.Length > kept;
        kept = isSplit ? escape : kept;
        kept -= char.IsHighSurrogate(encoded[kept - 1]) ? 1 : 0;
        return $"{encoded.AsSpan(0, kept)}{CutMark}{Digest(name)}";
    }

    /// <summary>The digest that stands in a name that <see cref="Fit"/> cut.</summary>
    public static string Digest(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(name)))[..DigestLength];

    /// <summary>Whether <see cref="Fit"/> may have written this.</summary>
    public static bool IsCut(string text) =>
        text.Length >= CutLength
        && text.AsSpan(text.Length - CutLength).StartsWith(CutMark, StringComparison.Ordinal)
        && !text.AsSpan(text.Length - DigestLength).ContainsAnyExcept(LowerHex);

    // An underscore with an x and four or eight digits behind it, and then one more: of the name, or of the next escape.
    // Or what looks like the end of a cut name.
    private static bool LooksLikeEscape(string name, int at, Func<string, int, bool> isIllegal)
    {
        ReadOnlySpan<char> rest = name.AsSpan(at);
        return rest.StartsWith("_x", StringComparison.Ordinal)
            ? IsEscape(4) || IsEscape(8) || (at == 0 && name == Empty)
            : BeginsCut(at);

        bool IsEscape(int digits)
        {
            int end = at + 2 + digits;
            return end < name.Length
                && !name.AsSpan(at + 2, digits).ContainsAnyExcept(UpperHex)
                && (name[end] == '_' || isIllegal(name, end) || BeginsCut(end));
        }

        bool BeginsCut(int place) => name.Length - place == CutLength && IsCut(name);
    }

    private static void Append(StringBuilder text, int character, int digits) =>
        text.Append("_x").Append(character.ToString(digits == 4 ? "X4" : "X8", CultureInfo.InvariantCulture)).Append('_');

    private static string? Character(ReadOnlySpan<char> digits)
    {
        int character = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return character switch
        {
            _ when digits.Length == 4 => ((char)character).ToString(),
            > 0xFFFF and <= 0x10FFFF => char.ConvertFromUtf32(character),
            _ => null,
        };
    }

    [GeneratedRegex("_x(?:[0-9A-F]{8}|[0-9A-F]{4})_")]
    private static partial Regex Escape();
}
