using System.Globalization;

namespace Cairn.Cli.Output;

/// <summary>Lines of RFC 4180, exact and the same in every locale.</summary>
internal static class CsvOutput
{
    public static void WriteLine(Terminal terminal, IEnumerable<object?> values) =>
        terminal.Out.WriteLine(string.Join(',', values.Select(value => Quoted(Text(value)))));

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => Numbers.Exact(number),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
