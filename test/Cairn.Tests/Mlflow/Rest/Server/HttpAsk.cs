using System.Text.Json;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>A request as it came over the wire.</summary>
internal sealed record HttpAsk(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body)
{
    /// <summary>The body as JSON; an empty object when there is none.</summary>
    public JsonElement Json => Body.Length == 0 ? JsonElement.Parse("{}") : JsonElement.Parse(Body);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
