using System.Text.Json;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Exchanges by name, and the forms of requests that were taken in them.</summary>
internal sealed class ExchangeLibrary
{
    private readonly Dictionary<string, RecordedExchange> _exchanges;

    private ExchangeLibrary(IEnumerable<RecordedExchange> exchanges, IEnumerable<RecordedExchange> ofOtherClients)
    {
        _exchanges = exchanges.ToDictionary(exchange => exchange.Name);
        Forms = new AcceptedForms(_exchanges.Values.Concat(ofOtherClients).Where(
            exchange => exchange.IsTaken && !exchange.Name.Contains("quirk-", StringComparison.Ordinal)));
    }

    /// <summary>What was recorded from MLflow 3.11 and from its Python client; null where that is missing.</summary>
    public static ExchangeLibrary? Golden { get; } = GoldenMlflow.Folder is { } folder ? ReadGolden(folder) : null;

    /// <summary>A handful written by hand, so that the rules hold where nothing recorded is.</summary>
    public static ExchangeLibrary Handwritten { get; } =
        new(JsonElement.Parse(HandwrittenExchanges.Json).EnumerateArray().Select(Read), []);

    /// <summary>Those of the recorded library, or of none.</summary>
    public static TheoryData<string> GoldenNames => Golden is null ? ["none"] : [.. Golden.Names];

    public IEnumerable<string> Names => _exchanges.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<RecordedExchange> All => _exchanges.Values;

    public AcceptedForms Forms { get; }

    public RecordedExchange this[string name] => _exchanges[name];

    public bool Has(string name) => _exchanges.ContainsKey(name);

    private static ExchangeLibrary ReadGolden(string folder) => new(
        Directory.GetFiles(Path.Join(folder, "exchanges-3.11"), "*.json")
            .Select(path => Read(JsonElement.Parse(File.ReadAllText(path)))),
        File.ReadLines(Path.Join(folder, "exchanges-python-client.jsonl")).Where(line => line.Length > 0)
            .Select(line => RecordedExchange.Read("python-client", JsonElement.Parse(line))));

    private static RecordedExchange Read(JsonElement exchange) =>
        RecordedExchange.Read(exchange.GetProperty("name").GetString()!, exchange);
}
