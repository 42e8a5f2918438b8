using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cairn.Hosting;

/// <summary>Reads values of a section into settings and collects what cannot be read. Not thread-safe.</summary>
internal sealed class SettingsReader(IConfigurationSection section)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public void Text(string key, Action<string> set)
    {
        if (section[key] is { Length: > 0 } text)
        {
            set(text);
        }
    }

    public void Parse<T>(string key, Action<T> set)
        where T : IParsable<T> => Text(key, text =>
        {
            if (T.TryParse(text, CultureInfo.InvariantCulture, out T? value))
            {
                set(value);
            }
            else
            {
                Refuse(key, text, typeof(T) == typeof(bool) ? "true or false" : "a whole number in range");
            }
        });

    public void Choice<T>(string key, Action<T> set)
        where T : struct, Enum => Text(key, text =>
        {
            if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value))
            {
                set(value);
            }
            else
            {
                Refuse(key, text, string.Join(" or ", Enum.GetNames<T>()));
            }
        });

    public void Duration(string key, Action<TimeSpan> set) => Text(key, text =>
    {
        // Without a colon the framework would read days: nobody who writes 5 means five days.
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value))
        {
            set(value);
        }
        else
        {
            Refuse(key, text, "hours, minutes and seconds, as 00:00:00.200");
        }
    });

    private void Refuse(string key, string text, string expected) =>
        _errors.Add($"{key} is '{text}'; give {expected}.");
}
