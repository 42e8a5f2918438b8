using System.Globalization;
using System.Text;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>
/// The little of YAML that <c>meta.yaml</c> needs: one level of keys with plain or quoted values. Reads what PyYAML
/// writes and people edit; what it does not understand, it passes over. Stateless.
/// </summary>
internal static class FlatYaml
{
    /// <summary>Values by key; null where there is none. Lists and maps are no values here.</summary>
    public static Dictionary<string, string?> Parse(string text)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Entry entry in Entries(text))
        {
            values[entry.Key] = FlatYamlValue.Read(entry.Lines);
        }

        return values;
    }

    /// <summary>A line for each key, in the order given.</summary>
    public static string Write(params ReadOnlySpan<(string Key, object? Value)> values)
    {
        var text = new StringBuilder();
        foreach ((string key, object? value) in values)
        {
            text.Append(Line(key, value));
        }

        return text.ToString();
    }

    /// <summary>The text with another value for a key; every other line stays as it is.</summary>
    public static string Set(string text, string key, object? value)
    {
        var result = new StringBuilder();
        bool isSet = false;
        foreach (Entry entry in Entries(text))
        {
            isSet |= entry.Key == key;
            _ = entry.Key == key
                ? result.Append(Line(key, value))
                : result.Append(entry.Head).AppendJoin('\n', entry.Lines).Append('\n');
        }

        return (isSet ? result : result.Append(Line(key, value))).ToString();
    }

    private static string Line(string key, object? value) => value switch
    {
        null => $"{key}: null\n",
        string text => $"{key}: {FlatYamlValue.Quote(text)}\n",
        string[] => $"{key}: []\n",
        IReadOnlyDictionary<string, string> map => $"{key}:\n" + string.Concat(
            map.Select(pair => $"  {FlatYamlValue.Quote(pair.Key)}: {FlatYamlValue.Quote(pair.Value)}\n")),
        _ => string.Create(CultureInfo.InvariantCulture, $"{key}: {value}\n"),
    };

    /// <summary>Lines that begin with a space or a dash belong to the key above them.</summary>
    private static IEnumerable<Entry> Entries(string text)
    {
        Entry? entry = null;
        foreach (string line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            bool goesOn = line.Length == 0 || line[0] is ' ' or '\t' or '-' or '#';
            int colon = line.IndexOf(':');
            if (goesOn || colon <= 0)
            {
                entry?.Lines.Add(line);
                continue;
            }

            if (entry is not null)
            {
                yield return entry;
            }

            entry = new Entry(line[..colon].Trim().Trim('\'', '"'), line[..(colon + 1)], [line[(colon + 1)..]]);
        }

        if (entry is not null)
        {
            yield return entry;
        }
    }

    /// <summary>A key, and the lines of its value, the first one without the key.</summary>
    private sealed record Entry(string Key, string Head, List<string> Lines);
}
