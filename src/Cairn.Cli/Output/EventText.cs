using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>An event as people read it, and as programs do.</summary>
internal static class EventText
{
    private const int Warning = 3;

    public static Style StyleOf(RunEvent one) => one.Level switch
    {
        > Warning => Style.Red,
        Warning => Style.Yellow,
        _ => Style.None,
    };

    /// <summary>The message, behind the step that it belongs to.</summary>
    public static string Message(RunEvent one) =>
        Plain.Text(one.Step is { } step ? $"step {Numbers.Count(step)}: {one.Message}" : one.Message);

    public static void WriteJson(JsonOutput json, RunEvent one)
    {
        json.Integer("id", one.Id);
        json.Time("time_utc", one.TimeUtc);
        json.Text("kind", one.Kind);
        json.Integer("level", one.Level);
        json.Integer("step", one.Step);
        json.Number("value", one.Value);
        json.Text("category", one.Category);
        json.Text("message", one.Message);
        json.Stored("data", one.DataJson);
    }
}
