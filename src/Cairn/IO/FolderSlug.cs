using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.IO;

/// <summary>
/// Makes a folder name of any text: the same one on every machine and in every version. Stateless.
/// </summary>
/// <remarks>
/// A text that is a slug already (letters, 0-9, '.', '_', '-') stays as it is. Any other is cleaned and gets '-' and
/// the beginning of the text's SHA-256, since texts that differ only in what was cleaned away must not share a folder.
/// Texts that differ only in case do on Windows and macOS: who uses the name claims its folder. A slug that itself ends
/// like that is treated as one of the others, so that it cannot pose as the folder of another text.
/// </remarks>
internal static class FolderSlug
{
    /// <summary>Short enough for a few levels below it within the 260 characters of old Windows programs.</summary>
    public const int MaxLength = 100;

    // 40 bits: among 100,000 texts that clean to the same stem, a collision has a chance of 0.5 percent.
    private const int HashCharacters = 10;
    private const int MaxStemLength = MaxLength - 1 - HashCharacters;
    private const string StemOfNothing = "unnamed";

    private static readonly SearchValues<char> HashAlphabet = SearchValues.Create("0123456789abcdef");

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string stem = Clean(text);
        if (stem == text && text.Length <= MaxLength && !EndsLikeHash(text))
        {
            return text;
        }

        stem = stem.Length > MaxStemLength ? stem[..MaxStemLength].TrimEnd('-', '.') : stem;
        return $"{stem}-{Hash(text)}";
    }

    /// <summary>Not empty, no '-' or '.' at either end, not a name that Windows keeps for itself.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
            {
                clean.Append(character);
            }
            else if (clean.Length > 0 && clean[^1] != '-')
            {
                clean.Append('-');
            }
        }
        string stem = clean.ToString().Trim('-', '.');
        if (stem.Length == 0)
        {
            return StemOfNothing;
        }

        return StorePath.IsReservedOnWindows(stem) ? "_" + stem : stem;
    }

    private static bool EndsLikeHash(string text) =>
        text.Length > HashCharacters
        && text[^(HashCharacters + 1)] == '-'
        && text.AsSpan(text.Length - HashCharacters).IndexOfAnyExcept(HashAlphabet) < 0;

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashCharacters];
}
