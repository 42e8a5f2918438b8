using System.Text.Json;

namespace Cairn.Cli.Training;

/// <summary>What a run was started with, as the store has it. Immutable.</summary>
/// <param name="json">A JSON object.</param>
internal sealed class RecordedSettings(string json)
{
    private readonly JsonElement _settings = JsonElement.Parse(json);

    public string? Text(string key) =>
        _settings.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public int? Integer(string key) =>
        _settings.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int number)
            ? number
            : null;

    public double? Number(string key) =>
        _settings.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    public bool Flag(string key) =>
        _settings.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
