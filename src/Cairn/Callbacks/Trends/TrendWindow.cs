using System.Text.Json.Nodes;

namespace Cairn.Callbacks.Trends;

/// <summary>The latest values of one metric and what was said about them. Not thread-safe.</summary>
internal sealed class TrendWindow(string metric, int length)
{
    // Bounded by the length; the oldest is first.
    private readonly List<double> _values = new(length);

    public string Metric => metric;

    public int Length => length;

    /// <summary>Where it was going when that was last looked at; null while there are too few values.</summary>
    public MetricTrendKind? Kind { get; set; }

    public bool SaidMissing { get; set; }

    /// <summary>Takes a value; false while there are too few.</summary>
    public bool Add(double value)
    {
        if (_values.Count == length)
        {
            _values.RemoveAt(0);
        }

        _values.Add(value);
        return _values.Count == length;
    }

    /// <summary>The trend; null while there are too few values.</summary>
    public MetricTrend? Trend(TrendRule rule) => _values.Count < length ? null : rule.Judge([.. _values]);

    public JsonObject ToJson() => new()
    {
        ["values"] = new JsonArray([.. _values.Select(value => StateJson.Of(value))]),
        ["kind"] = Kind?.ToString(),
        ["said_missing"] = SaidMissing,
    };

    public void Load(JsonObject json)
    {
        IReadOnlyList<double> values = json.Doubles("values");
        if (values.Count > length)
        {
            values = [.. values.Skip(values.Count - length)];
        }

        Kind = json["kind"] is null ? null : json.Word<MetricTrendKind>("kind");
        SaidMissing = json.Flag("said_missing");
        _values.Clear();
        _values.AddRange(values);
    }
}
