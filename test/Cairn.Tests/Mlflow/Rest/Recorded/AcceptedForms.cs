using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Tests.Mlflow.Rest.Server;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>The members with their types that requests had which a server took, per endpoint.</summary>
internal sealed partial class AcceptedForms
{
    private readonly ILookup<string, string> _members;

    public AcceptedForms(IEnumerable<RecordedExchange> taken) =>
        _members = taken.Where(exchange => IsJson(exchange.Ask))
            .SelectMany(
                exchange => Members(exchange.Ask).Select(member => (Endpoint: Endpoint(exchange.Ask), Member: member)))
            .ToLookup(entry => entry.Endpoint, entry => entry.Member);

    /// <summary>The members of a request that none had which was taken.</summary>
    public IEnumerable<string> Unknown(HttpAsk ask) => IsJson(ask) ? Members(ask).Except(_members[Endpoint(ask)]) : [];

    /// <summary>Method and path, with ids left out.</summary>
    public static string Endpoint(HttpAsk ask) => $"{ask.Method} {Id().Replace(ask.Path, "{id}")}";

    private static bool IsJson(HttpAsk ask)
    {
        try
        {
            return ask.Method is not "PUT" && ask.Body.Length > 0 && ask.Json.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false; // bare NaN, and gzip
        }
    }

    private static IEnumerable<string> Members(HttpAsk ask) => Members("", ask.Json).Distinct();

    private static IEnumerable<string> Members(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            value.EnumerateObject().SelectMany(member => Members($"{path}.{member.Name}", member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Members($"{path}[]", item)),
        _ => [$"{path}: {value.ValueKind}"],
    };

    [GeneratedRegex("m-[0-9a-f]{32}|[0-9a-f]{32}")]
    private static partial Regex Id();
}
