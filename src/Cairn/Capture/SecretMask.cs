using System.Text.RegularExpressions;

namespace Cairn.Capture;

/// <summary>
/// Keeps secrets out of what is recorded: values whose key looks like a secret, and secrets inside values (URLs with a
/// user's password, connection strings, command lines, headers, JSON). In doubt it masks too much. Stateless.
/// </summary>
internal static partial class SecretMask
{
    public const string Masked = "***";

    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant;

    // Anywhere in a key, but for the words of language models that only look alike: tokens, max_tokens, tokenizer,
    // token_count, pad_token; author is no auth.
    private const string Word = """
        (?: passw(?:or)?d | passphrase | pwd | secret | credential | bearer | authorization
        | (?:api|access|private|account|encryption|signing)[-_.\ ]?key | connection[-_.\ ]?string
        | (?:access|refresh|api)[-_.]?tokens
        | (?<!(?:pad|bos|eos|unk|sep|cls|mask)[-_.]?)
          token (?!s|i[sz]|[-_.]?(?:budget|count|dim|ids?|len|limit|size|type))
        | (?<![a-z]) (?:auth|sas) (?![a-z]) | (?-i: (?<=[a-z]) Auth (?![a-z])) )
        """;

    // The rest of a key that holds such a word; no longer, so that no text takes quadratic time.
    private const string RestOfKey = @"[\w.-]{0,64}";

    private const string Quoted = """(?: "(?:[^"\\]|\\.)*"? | '[^']*'? )""";

    public static bool IsSecretKey(string key) => SecretWord().IsMatch(key);

    /// <summary>True for a key under which numbers are masked too: a number under another one counts tokens.</summary>
    public static bool IsSecretNumberKey(string key) =>
        IsSecretKey(key) && !key.Contains("token", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as it may be recorded.</summary>
    public static string Mask(string key, string value) => IsSecretKey(key) ? Masked : MaskInside(value);

    /// <summary>A text with the secrets in it replaced.</summary>
    public static string MaskInside(string text)
    {
        text = KnownForm().Replace(text, Masked);
        text = UrlPassword().Replace(text, "$1" + Masked + "@");
        text = BearerToken().Replace(text, "$1" + Masked);
        text = OptionWithSecret().Replace(text, "$1" + Masked);
        return Assignment().Replace(text, "$1" + Masked);
    }

    [GeneratedRegex(Word, Options)]
    private static partial Regex SecretWord();

    // Keys that say by themselves what they are: GitHub, OpenAI and Anthropic, AWS, Slack, Hugging Face, JSON web
    // tokens.
    [GeneratedRegex(
        @"\b(?: gh[opsur]_\w{20,} | github_pat_\w{20,} | sk-[\w-]{20,} | AKIA[0-9A-Z]{16} | xox[abpr]-[\w-]{10,}
        | hf_\w{20,} | eyJ[\w-]{8,}\.[\w-]+\.[\w-]* )",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex KnownForm();

    // Up to the last @ before the path: people forget to escape those in passwords.
    [GeneratedRegex(@"(://[^\s/:@]*:)[^\s/]+@", Options)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"(\bbearer\s+)[^\s""']{8,}", Options)]
    private static partial Regex BearerToken();

    // --api-key abc; another option behind it is no value.
    [GeneratedRegex(
        @"((?<=(?:^|[\s""'])--?[\w.-]{0,64})" + Word + RestOfKey + @"[""']?\s+)(?!--)(?:" + Quoted + @"|\S+)", Options)]
    private static partial Regex OptionWithSecret();

    // password=abc, "token": "abc", (secret, abc). An unquoted value in a connection string ends only with its
    // semicolon; elsewhere a blank ends it.
    [GeneratedRegex(
        "(" + Word + RestOfKey + @"\\?[""']?\s*[=:,]\s*\\?(?:(?:basic|bearer|digest|token)\s+)?)(?:" + Quoted + """
        | (?>[^;\r\n]{1,1024})(?=;)
        | (?<=;[^;\r\n]{0,256}) [^;\r\n]+
        | (?<=^\s*[\w.-]{0,64}\s*[=:]\s*) [^\r\n]+
        | [^;\s&]+ )
        """, Options)]
    private static partial Regex Assignment();
}
