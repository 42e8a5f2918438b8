using System.Globalization;

namespace Cairn.Cli.Decisions;

/// <summary>
/// Settings of callbacks among the parameters of a run: <c>early_stopping.patience</c>, or a plain <c>patience</c> of a
/// trainer that has no callbacks. Immutable.
/// </summary>
internal sealed class RecordedParameters(IReadOnlyDictionary<string, string> parameters)
{
    public string? Text(string callback, string name) =>
        Find($"{callback}.{name}") is ['"', .. var text, '"'] ? text : null;

    public double? Number(string callback, string name, string? plain = null) =>
        (Find($"{callback}.{name}") ?? (plain is null ? null : Find(plain))) is { } json
        && double.TryParse(json, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    public double? Number(string name) =>
        double.TryParse(Find(name), CultureInfo.InvariantCulture, out double number) ? number : null;

    public int Whole(string callback, string name, int otherwise) =>
        Number(callback, name) is { } number ? (int)number : otherwise;

    private string? Find(string name) => parameters.GetValueOrDefault(name);
}
