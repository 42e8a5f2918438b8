using System.Text;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Local;

/// <summary>A data set within the limits of MLflow's columns. Immutable.</summary>
/// <param name="Name">At most 500 characters.</param>
/// <param name="Digest">At most 36.</param>
/// <param name="SourceType"><c>http</c> or <c>local</c>, which MLflow's pages tell apart.</param>
/// <param name="SourceJson">Where it came from, an object.</param>
/// <param name="SchemaJson">Null when it is not known.</param>
/// <param name="ProfileJson">Null when it is not known.</param>
internal sealed record LegalDataset(
    string Name, string Digest, string SourceType, string SourceJson, string? SchemaJson, string? ProfileJson)
{
    private const int NameLimit = 500;
    private const int DigestLimit = 36;

    public static LegalDataset Of(MlflowDataset dataset)
    {
        bool isWeb = dataset.Source.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || dataset.Source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return new LegalDataset(
            Cut(dataset.Name, NameLimit),
            Cut(dataset.Digest, DigestLimit),
            isWeb ? "http" : "local",
            Json(isWeb ? "url" : "uri", dataset.Source),
            dataset.SchemaJson,
            dataset.ProfileJson);
    }

    private static string Json(string name, string value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
