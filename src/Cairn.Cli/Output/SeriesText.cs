using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>A series for programs.</summary>
internal static class SeriesText
{
    public static void WriteJson(JsonOutput json, SeriesInfo series)
    {
        json.Text("name", series.Name);
        json.Integer("count", series.Count);
        json.Integer("nan_count", series.NanCount);
        json.Integer("min_step", series.MinStep);
        json.Integer("max_step", series.MaxStep);
        json.Number("last", series.Last);
        json.Number("min", series.Min);
        json.Number("max", series.Max);
    }
}
