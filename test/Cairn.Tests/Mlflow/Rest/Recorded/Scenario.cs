using System.Text.Json;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>A call, and the recorded exchanges that it makes one after the other.</summary>
/// <param name="Exchanges">
/// Their names. Before a name, <c>~</c> says that only the form of our request is as recorded, not its values, and
/// <c>!</c> that only
/// the answer is used.
/// </param>
/// <param name="Call">Makes the call with values of the recorded requests, and looks at what it gives.</param>
internal sealed record Scenario(string[] Exchanges, Action<IMlflowTarget, RecordedExchange[]> Call)
{
    /// <summary>Changes a recorded answer.</summary>
    public Func<string, string> Alter { get; init; } = body => body;

    public string Name => string.Join(", ", Exchanges);

    public IEnumerable<string> Files => Exchanges.Select(exchange => exchange.TrimStart('~', '!'));

    public static IReadOnlyList<Scenario> All { get; } =
        [.. ExperimentScenarios.All, .. RunScenarios.All, .. LoggingScenarios.All, .. ArtifactScenarios.All,
            .. ModelScenarios.All];

    public static TheoryData<string> Names => [.. All.Select(scenario => scenario.Name)];

    public static TheoryData<string> HandwrittenNames =>
        [.. All.Where(scenario => scenario.Files.All(ExchangeLibrary.Handwritten.Has))
            .Select(scenario => scenario.Name)];

    public static void Fails(string code, string serverCode, Action call)
    {
        MlflowException error = Assert.Throws<MlflowException>(call);
        Assert.Equal((code, serverCode, false), (error.Code, error.ServerCode, error.IsTransient));
    }

    public static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;

    public static KeyValuePair<string, string>[] Pairs(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement pairs)
        ? [.. pairs.EnumerateArray()
            .Select(pair => new KeyValuePair<string, string>(Text(pair, "key"), Text(pair, "value")))]
        : [];

    /// <summary>As it stands in an answer, read apart from the code under test.</summary>
    public static MlflowPoint Point(JsonElement metric)
    {
        JsonElement value = metric.GetProperty("value");
        double number = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : RecordedNumber(value.GetString());
        return new MlflowPoint(
            long.Parse(metric.GetProperty("step").ToString()), long.Parse(metric.GetProperty("timestamp").ToString()),
                number);
    }

    private static double RecordedNumber(string? text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw new FormatException(text),
    };
}
