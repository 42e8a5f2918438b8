using System.Text;

namespace Cairn.IO;

/// <summary>
/// Keeps every path inside the store: names that users choose become one folder or file name, never a way out. The
/// rules are those of all systems together, so that a store can be copied from one to another. Stateless.
/// </summary>
internal static class StorePath
{
    /// <summary>What ext4, XFS, APFS and NTFS allow one name (NTFS counts UTF-16 units: never more).</summary>
    private const int MaxNameBytes = 255;

    // Separators, Windows' wildcards and redirections, and its stream marker ':'.
    private const string ForbiddenCharacters = "/\\:*?\"<>|";

    // UTF8 with replacement would give two broken names the same file.
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The name is not one plain name; the message says why.</exception>
    public static string Combine(string root, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(name);
        if (Fault(name) is { } fault)
        {
            throw new ArgumentException($"'{Printable(name)}' cannot be a name in the store: {fault}.", nameof(name));
        }

        return Path.Join(root, name);
    }

    /// <summary>
    /// Turns any text into a name that <see cref="Combine"/> takes; see <see cref="FolderSlug"/> for the form.
    /// </summary>
    public static string Slug(string text) => FolderSlug.Of(text);

    /// <summary>
    /// CON, NUL, COM1 and their like, with any extension and in any case: Windows opens a device instead of a file.
    /// </summary>
    internal static bool IsReservedOnWindows(ReadOnlySpan<char> name)
    {
        int dot = name.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        foreach (string device in (ReadOnlySpan<string>)["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"])
        {
            if (stem.Equals(device, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return stem.Length == 4
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
                || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
            && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³');
    }

    /// <summary>Why this is not a name; null when it is one.</summary>
    private static string? Fault(string name)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        if (name is "." or "..")
        {
            return "it points to another folder";
        }

        foreach (char character in name)
        {
            if (character < ' ' || character == '\x7F')
            {
                return $"it holds the control character U+{(int)character:X4}";
            }

            if (ForbiddenCharacters.Contains(character))
            {
                return $"it holds '{character}'";
            }
        }
        if (name[^1] is '.' or ' ')
        {
            return "it ends with a dot or a space, which Windows drops";
        }

        if (IsReservedOnWindows(name))
        {
            return "Windows keeps it for a device";
        }

        return FaultOfEncoding(name);
    }

    private static string? FaultOfEncoding(string name)
    {
        try
        {
            int bytes = StrictUtf8.GetByteCount(name);
            return bytes > MaxNameBytes ? $"it takes {bytes} bytes, and {MaxNameBytes} is the limit" : null;
        }
        catch (EncoderFallbackException)
        {
            return "it is not valid Unicode";
        }
    }

    private static string Printable(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
