using System.Text.RegularExpressions;

namespace Cairn.Capture;

/// <summary>
/// Keeps secrets out of what is recorded: values whose key looks like a secret, and passwords inside values (URLs with a
/// user's password, connection strings, command-line options).
/// </summary>
internal static partial class SecretMask
{
    public const string Masked = "***";

    public static bool IsSecretKey(string key) => SecretKey().IsMatch(key);

    /// <summary>The value as it may be recorded.</summary>
    public static string Mask(string key, string value) => IsSecretKey(key) ? Masked : MaskInside(value);

    /// <summary>A text with the secrets in it replaced.</summary>
    public static string MaskInside(string text)
    {
        text = UrlPassword().Replace(text, "$1" + Masked + "@");
        text = OptionWithSecret().Replace(text, "$1" + Masked);
        return Assignment().Replace(text, "$1" + Masked);
    }

    // "token" and its kin anywhere, but not in words that only contain them: tokens, max_tokens, tokenizer, author.
    [GeneratedRegex(
        @"passw(or)?d|passphrase|\bpwd\b|secret|credential|api[-_.]?key|access[-_.]?key|private[-_.]?key|account[-_.]?key|
        |connection[-_.]?string|token(?!s|i[sz])|\bauth\b|authorization|bearer|\bsas\b",
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        @"(--?[\w-]*(?:passw(?:or)?d|secret|token|api-?key)[\w-]*[= ])\S+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OptionWithSecret();

    [GeneratedRegex(
        @"(\b(?:password|pwd|secret|token|api[-_]?key|accountkey|sharedaccesskey)\s*=\s*)[^;\s&]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
