using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Checkpoints.Schedule;

namespace Cairn.Cli.Training;

/// <summary>Which checkpoints a training saves, and where. Immutable; it is recorded with the run.</summary>
/// <param name="Model">The name that they are found by.</param>
internal sealed record CheckpointPlan(string Model)
{
    public const string Metric = "val/loss";
    private const double Minutes = 10;

    /// <summary>Also every so many steps; null for not.</summary>
    public int? Steps { get; init; }

    public int Keep { get; init; } = CheckpointOptions.DefaultLatest;

    public int KeepBest { get; init; } = CheckpointOptions.DefaultBest;

    public bool Compress { get; init; }

    /// <summary>The full path of a second folder; null for none.</summary>
    public string? Backup { get; init; }

    /// <summary>Null when the run saved none.</summary>
    public static CheckpointPlan? From(RecordedSettings settings) => settings.Text("checkpoint_model") is { } model
        ? new CheckpointPlan(model)
        {
            Steps = settings.Integer("checkpoint_steps"),
            Keep = settings.Integer("checkpoint_keep") ?? CheckpointOptions.DefaultLatest,
            KeepBest = settings.Integer("checkpoint_keep_best") ?? CheckpointOptions.DefaultBest,
            Compress = settings.Flag("checkpoint_compress"),
            Backup = settings.Text("checkpoint_backup"),
        }
        : null;

    /// <summary>The model, and what is not as usual.</summary>
    public IEnumerable<KeyValuePair<string, object?>> ToParameters()
    {
        var usual = new CheckpointPlan(Model);
        KeyValuePair<string, object?>[] all =
        [
            new("checkpoint_steps", Steps), new("checkpoint_keep", Keep == usual.Keep ? null : Keep),
            new("checkpoint_keep_best", KeepBest == usual.KeepBest ? null : KeepBest),
            new("checkpoint_compress", Compress ? true : null), new("checkpoint_backup", Backup),
        ];
        return [new("checkpoint_model", Model), .. all.Where(parameter => parameter.Value is not null)];
    }

    /// <param name="runId">The run that saves; null before it has begun.</param>
    public CheckpointOptions ToOptions(Func<string?> runId) => new()
    {
        MonitorMetric = Metric,
        Retention = new RunRetention(runId, Keep, KeepBest, Metric),
        Compress = Compress,
        BackupDirectory = Backup,
    };

    public ISavePolicy ToPolicy() => SaveWhen.Any(
    [
        SaveWhen.EveryEpochs(1),
        .. Steps is { } steps ? [SaveWhen.EverySteps(steps)] : (ISavePolicy[])[],
        SaveWhen.EveryMinutes(Minutes),
        SaveWhen.OnExit,
    ]);
}
