using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>Parts of a run as people read them, and as programs do.</summary>
internal static class RunText
{
    public static Cell Status(RunStatus status) => new(Name(status), status switch
    {
        RunStatus.Running => Style.Cyan,
        RunStatus.Completed => Style.Green,
        RunStatus.Killed => Style.Yellow,
        _ => Style.Red,
    });

    public static string Name(RunStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The name that somebody gave it; null when it is just called by its id.</summary>
    public static string? OwnName(RunInfo run) => run.Name == run.Id ? null : run.Name;

    public static string Duration(RunInfo run, DateTimeOffset now) => Times.Span(Elapsed(run, now));

    public static TimeSpan Elapsed(RunInfo run, DateTimeOffset now)
    {
        TimeSpan elapsed = (run.EndedUtc ?? now) - run.StartedUtc;
        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }

    /// <summary>The fields that every JSON document about a run has.</summary>
    public static void WriteJson(JsonOutput json, RunInfo run, DateTimeOffset now)
    {
        json.Text("id", run.Id);
        json.Text("experiment", run.Experiment);
        json.Text("name", run.Name);
        json.Text("status", Name(run.Status));
        json.Time("started_utc", run.StartedUtc);
        json.Time("ended_utc", run.EndedUtc);
        json.Number("duration_seconds", Elapsed(run, now).TotalSeconds);
        json.Integer("series_count", run.SeriesCount);
        json.Integer("point_count", run.PointCount);
    }
}
