using Cairn.Checkpoints.Retention;

namespace Cairn.Checkpoints;

/// <summary>Settings of a <see cref="CheckpointManager"/>; read when it is opened and not afterwards.</summary>
public sealed class CheckpointOptions
{
    /// <summary>Newest checkpoints of a model that are kept where <see cref="Retention"/> is not set.</summary>
    public const int DefaultLatest = 5;

    /// <summary>Best checkpoints of a model that are kept where <see cref="Retention"/> is not set.</summary>
    public const int DefaultBest = 3;

    /// <summary>256 MiB.</summary>
    public const long DefaultDiskReserveBytes = 256L << 20;

    /// <summary>
    /// The metric that checkpoints are ranked by: a key of <see cref="CheckpointContent.Metrics"/>, to the letter;
    /// <c>val/loss</c> is another. Those without it are never the best. Default <c>val_loss</c>.
    /// </summary>
    public string MonitorMetric { get; set; } = "val_loss";

    /// <summary>Which way <see cref="MonitorMetric"/> gets better. Default <see cref="MetricGoal.Minimize"/>.</summary>
    public MetricGoal Goal { get; set; }

    /// <summary>
    /// What is kept; the rest goes to the trash after each save. Default null: the newest <see cref="DefaultLatest"/>
    /// and the best <see cref="DefaultBest"/>.
    /// </summary>
    public IRetentionPolicy? Retention { get; set; }

    /// <summary>
    /// How long the trash keeps a checkpoint, unless a save needs the room; zero to a hundred years. Default one day.
    /// </summary>
    public TimeSpan KeepInTrash { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Bytes of the disk that saving leaves free: a save that would use them empties the trash first, and is then
    /// refused. Default <see cref="DefaultDiskReserveBytes"/>.
    /// </summary>
    public long DiskReserveBytes { get; set; } = DefaultDiskReserveBytes;

    /// <summary>
    /// Saves that may be on their way at once, each with a copy of the state in memory, which stays there for the next
    /// one; 1 to 64. At the limit <see cref="WhenBusy"/> decides. Default 2: one that is written, and one behind it.
    /// </summary>
    public int MaxPendingSaves { get; set; } = 2;

    /// <summary>What a save does at that limit. Default <see cref="BusyBehaviour.Wait"/>.</summary>
    public BusyBehaviour WhenBusy { get; set; }

    /// <summary>
    /// Whether tensors are compressed where a sample says that it gains something; weights of random appearance gain
    /// little. Compressed files have to be exported before Python can read them. Default false.
    /// </summary>
    public bool Compress { get; set; }

    /// <summary>A second directory, best on another disk, that every checkpoint is copied to. Default null: none.</summary>
    public string? BackupDirectory { get; set; }

    /// <summary>Checks all settings; empty when they are fine, else one sentence for each error.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Require(!string.IsNullOrEmpty(MonitorMetric), $"{nameof(MonitorMetric)} is empty; name a metric.");
        Require(Enum.IsDefined(Goal), $"{nameof(Goal)} is {Goal}; use Minimize or Maximize.");
        Require(KeepInTrash >= TimeSpan.Zero && KeepInTrash <= TimeSpan.FromDays(36500),
            $"{nameof(KeepInTrash)} is {KeepInTrash}; use zero to a hundred years.");
        Require(DiskReserveBytes >= 0, $"{nameof(DiskReserveBytes)} is {DiskReserveBytes}; use zero or more.");
        Require(MaxPendingSaves is >= 1 and <= 64, $"{nameof(MaxPendingSaves)} is {MaxPendingSaves}; use 1 to 64.");
        Require(Enum.IsDefined(WhenBusy), $"{nameof(WhenBusy)} is {WhenBusy}; use Wait or Skip.");
        Require(BackupDirectory is null || BackupDirectory.Length > 0,
            $"{nameof(BackupDirectory)} is empty; leave it null for no backup.");
        return errors;

        void Require(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }

    internal IRetentionPolicy ResolveRetention() =>
        Retention ?? Keep.Any(Keep.Latest(DefaultLatest), Keep.Best(DefaultBest, MonitorMetric, Goal));

    internal CheckpointOptions Copy() => (CheckpointOptions)MemberwiseClone();
}
