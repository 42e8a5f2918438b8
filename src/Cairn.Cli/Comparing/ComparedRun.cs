using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Comparing;

/// <summary>A run among those that are compared.</summary>
/// <param name="Label">A letter that stands for it in tables.</param>
/// <param name="Info">The run.</param>
/// <param name="Parameters">Its parameters for people, by flat key.</param>
/// <param name="Series">Its series.</param>
internal sealed record ComparedRun(
    string Label, RunInfo Info, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<SeriesInfo> Series)
{
    public static ComparedRun Read(IRunStore store, RunInfo run, int place)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string json) in store.ReadParameters(run.Id))
        {
            Add(parameters, key, json);
        }

        return new ComparedRun(LabelOf(place), run, parameters, store.ListSeries(run.Id));
    }

    /// <summary>An object becomes one parameter for each of its properties.</summary>
    private static void Add(Dictionary<string, string> parameters, string key, string json)
    {
        if (!json.StartsWith('{'))
        {
            parameters[key] = StoredJson.Value(json);
            return;
        }

        foreach ((string name, string value) in StoredJson.Flatten(json))
        {
            parameters[$"{key}.{name}"] = value;
        }
    }

    /// <summary>A to Z, then AA, AB, …</summary>
    private static string LabelOf(int place) =>
        (place < 26 ? "" : LabelOf((place / 26) - 1)) + (char)('A' + (place % 26));
}
