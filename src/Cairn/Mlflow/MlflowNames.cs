using System.Globalization;
using System.Text;

namespace Cairn.Mlflow;

/// <summary>
/// Makes names and values legal for MLflow, by a rule that can be taken back. Legal names stay as they are. Pure. The rule is
/// in <c>docs/design/mlflow.md</c>.
/// </summary>
internal static class MlflowNames
{
    /// <summary>Prefix of the tag that holds a parameter's later value.</summary>
    public const string ChangedParameter = "cairn.changed_param.";

    /// <summary>Prefix of the tag that holds a name that was too long for a key.</summary>
    public const string FullName = "cairn.name.";

    /// <summary>Characters of a key; also of a run's name.</summary>
    public const int KeyLimit = 250;

    private const int ParameterValueLimit = 6000;
    private const int TagValueLimit = 8000;
    private const int ModelTagValueLimit = 5000;
    private const int ExperimentLimit = 500;
    private const int ModelLimit = 250; // the column takes 256, file systems a little less
    private const int PathPartBytes = 240; // file systems take 255

    /// <summary>A metric, parameter or tag key as MLflow takes it: at most 250 characters.</summary>
    public static string ToKey(string name) => NameEscape.Fit(NameEscape.Encode(name, IsIllegalInKey), name, KeyLimit);

    /// <summary>The name that <see cref="ToKey"/> was given; the key itself when it was legal, or cannot be taken back.</summary>
    public static string FromKey(string key)
    {
        string name = NameEscape.Decode(key);
        return ToKey(name) == key ? name : key;
    }

    /// <summary>The key of the tag that holds the later value of a parameter of this name.</summary>
    public static string ToChangedKey(string name) => ToKey(ChangedParameter + name);

    /// <summary>The tag that keeps a name of which <see cref="ToKey"/> cuts the end; null when the key says it all.</summary>
    public static KeyValuePair<string, string>? FullNameTag(string name)
    {
        bool isCut = name.Length > 0 && NameEscape.Encode(name, IsIllegalInKey).Length > KeyLimit;
        return isCut ? new(FullName + NameEscape.Digest(name), ToTagValue(name)) : null;
    }

    /// <summary>A parameter's value, cut visibly at 6,000 characters.</summary>
    public static string ToParameterValue(string value) => ToText(value, ParameterValueLimit);

    /// <summary>A tag's value, cut visibly at 8,000 characters.</summary>
    public static string ToTagValue(string value) => ToText(value, TagValueLimit);

    /// <summary>The value of a tag of a registered model or of a version, cut visibly at 5,000 characters.</summary>
    public static string ToModelTagValue(string value) => ToText(value, ModelTagValueLimit);

    /// <summary>A run's name for people, cut visibly at 250 characters.</summary>
    public static string ToRunName(string name) => ToText(name, KeyLimit);

    /// <summary>An experiment's name: at most 500 characters, never empty.</summary>
    public static string ToExperiment(string name) =>
        NameEscape.Fit(NameEscape.Encode(name, IsIllegalInText), name, ExperimentLimit);

    /// <summary>A registered model's name: without <c>/</c> and <c>:</c>, never empty.</summary>
    public static string ToModel(string name) =>
        NameEscape.Fit(NameEscape.Encode(name, IsIllegalInModel), name, ModelLimit);

    /// <summary>A LoggedModel's name: as a registered one's, and without <c>.</c>, <c>%</c> and quotes.</summary>
    public static string ToLoggedModel(string name) =>
        NameEscape.Fit(NameEscape.Encode(name, IsIllegalInLoggedModel), name, ModelLimit);

    /// <summary>An alias: letters, digits, <c>_</c> and <c>-</c>; not <c>latest</c>, and none that reads as a version.</summary>
    public static string ToAlias(string alias)
    {
        bool isReserved = alias.Equals("latest", StringComparison.OrdinalIgnoreCase)
            || (alias.Length > 1 && alias[0] is 'v' or 'V' && alias.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
        return NameEscape.Fit(
            NameEscape.Encode(alias, (name, at) => (at == 0 && isReserved) || IsIllegalInAlias(name[at])), alias, ModelLimit);
    }

    /// <summary>A path among artifacts: relative, without <c>..</c>, empty parts or characters that are not allowed.</summary>
    public static string ToArtifactPath(string path)
    {
        IEnumerable<string> parts = path.Split('/', '\\').Where(part => part is not ("" or ".")).Select(ToPathPart);
        string legal = string.Join('/', parts);
        return legal.Length == 0 ? NameEscape.Empty : legal;
    }

    private static string ToPathPart(string part)
    {
        var text = new StringBuilder();
        for (int i = 0; i < part.Length; i++)
        {
            bool isLegal = !IsIllegalInText(part, i) && !"<>:\"|?*#%".Contains(part[i]) && !(i == 0 && part == "..");
            text.Append(isLegal ? part[i] : $"_x{(int)part[i]:X4}_");
        }

        int limit = 0;
        for (int bytes = 0; limit < text.Length && bytes <= PathPartBytes; limit++)
        {
            bytes += text[limit] < 0x80 ? 1 : char.IsSurrogate(text[limit]) || text[limit] < 0x800 ? 2 : 3;
        }

        return NameEscape.Fit(text.ToString(), part, limit);
    }

    // Letters and digits beyond the first plane are escaped, though a new server takes them: an old one has no such letters.
    private static bool IsIllegalInKey(string name, int at)
    {
        char character = name[at];
        return character switch
        {
            '/' => at == 0 || at == name.Length - 1 || name[at - 1] == '/',
            '.' => IsStrayDot(name, at),
            '_' or '-' or ' ' or ':' => false,
            _ => !char.IsLetterOrDigit(character),
        };
    }

    // A part of dots alone, or a name that begins with two: as a path it would be another one.
    private static bool IsStrayDot(string name, int at)
    {
        if (at > 0 && name[at - 1] != '/')
        {
            return false;
        }

        ReadOnlySpan<char> rest = name.AsSpan(at);
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> part = slash < 0 ? rest : rest[..slash];
        return part is "." or ".." || (at == 0 && rest.StartsWith("..", StringComparison.Ordinal));
    }

    private static bool IsIllegalInText(string name, int at) => name[at] < ' ' || name[at] == 0x7F || IsLoneSurrogate(name, at);

    private static bool IsIllegalInModel(string name, int at) =>
        name[at] is '/' or ':' or '"' || IsIllegalInText(name, at);

    private static bool IsIllegalInLoggedModel(string name, int at) =>
        name[at] is '.' or '%' or '\'' || IsIllegalInModel(name, at);

    private static bool IsIllegalInAlias(char character) =>
        character is not ('_' or '-') && !char.IsAsciiLetterOrDigit(character);

    private static bool IsLoneSurrogate(string text, int at) =>
        char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));

    // A NUL is no text for PostgreSQL, and half a character none for JSON: the request would fail, again and again.
    private static string ToText(string value, int limit)
    {
        if (value.Length > limit)
        {
            string mark = string.Create(CultureInfo.InvariantCulture, $" … (cut, of {value.Length} characters)");
            value = string.Concat(value.AsSpan(0, limit - mark.Length), mark);
        }

        var text = new StringBuilder(value);
        for (int i = 0; i < value.Length; i++)
        {
            text[i] = value[i] == '\0' ? '␀' : IsLoneSurrogate(value, i) ? '\uFFFD' : value[i];
        }

        return text.ToString();
    }
}
