using Cairn.Inference;
using Cairn.IO;
using Cairn.Mlflow.Targets;

namespace Cairn;

/// <summary>
/// Settings of a tracker. The defaults are right for one training process or one live service; read before
/// <see cref="CairnTracker.Open"/> and not afterwards.
/// </summary>
public sealed class CairnOptions
{
    /// <summary>4 MiB: some 131,000 points.</summary>
    public const int DefaultSegmentBytes = 4 << 20;

    /// <summary>256 MiB: some 8 million points that the store has not taken yet.</summary>
    public const long DefaultJournalBudgetBytes = 256L << 20;

    /// <summary>Room for the longest record and then some.</summary>
    internal const int MinSegmentBytes = 1 << 20;

    /// <summary>Offsets in a segment are 32-bit numbers.</summary>
    internal const int MaxSegmentBytes = 1 << 30;

    /// <summary>
    /// Where run folders and text logs go. Default: the environment's <c>CAIRN_LOG_DIR</c>, else <c>TOTO_LOG_DIR</c>,
    /// else
    /// <c>logs</c> in the store.
    /// </summary>
    public string? LogDirectory { get; set; }

    /// <summary>
    /// Where checkpoints go. Default: the environment's <c>CAIRN_CHECKPOINT_DIR</c>, else <c>TOTO_CHECKPOINT_DIR</c>,
    /// else <c>checkpoints</c> in the store.
    /// </summary>
    public string? CheckpointDirectory { get; set; }

    /// <summary>
    /// Whether runs are also written as text and JSON lines under <see cref="LogDirectory"/>. Default true.
    /// </summary>
    public bool WriteLogFiles { get; set; } = true;

    /// <summary>
    /// Whether runs are also written as event files that TensorBoard reads, under <see cref="TensorBoardDirectory"/>.
    /// Default false.
    /// </summary>
    public bool WriteTensorBoard { get; set; }

    /// <summary>
    /// Where event files go. Default: the environment's <c>CAIRN_TENSORBOARD_DIR</c>, else <c>TOTO_TENSORBOARD_DIR</c>, else
    /// <c>tensorboard</c> in the store.
    /// </summary>
    public string? TensorBoardDirectory { get; set; }

    /// <summary>
    /// Whether runs are also sent to MLflow, at <see cref="MlflowUri"/>, by a thread of its own: an MLflow that is away costs
    /// nothing and gets everything later. Default false.
    /// </summary>
    public bool SendToMlflow { get; set; }

    /// <summary>
    /// Where MLflow is: <c>http(s)://server</c>, <c>sqlite:///mlflow.db</c>, or a folder. Default: the environment's
    /// <c>CAIRN_MLFLOW_URI</c>, else <c>TOTO_MLFLOW_URI</c>, else <c>MLFLOW_TRACKING_URI</c>, else <c>mlflow.db</c> in the
    /// store, which <c>mlflow ui</c> opens when it is started there.
    /// </summary>
    public string? MlflowUri { get; set; }

    /// <summary>How log files are rotated.</summary>
    public LogFileOptions LogFiles { get; set; } = new();

    /// <summary>How predictions are logged.</summary>
    public InferenceOptions Inference { get; set; } = new();

    /// <summary>What an accepted record survives. Default <see cref="Cairn.Durability.Process"/>.</summary>
    public Durability Durability { get; set; }

    /// <summary>
    /// With <see cref="Cairn.Durability.Disk"/>, how often what was recorded is synced: what a power cut can take.
    /// Default
    /// 50 ms.
    /// </summary>
    public TimeSpan DiskSyncInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How often records are moved from the journal to the store: how old the store may be. Default 200 ms.
    /// </summary>
    public TimeSpan DrainInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long closing waits for the store to take the rest; what is left stays in the journal. Default 10 s.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Size of a journal file, 1 MiB to 1 GiB. Two to eight are made ready ahead, so that a burst of that many bytes
    /// (32 a point) waits for nothing; a faster one is refused and counted. Default <see cref="DefaultSegmentBytes"/>.
    /// </summary>
    public int SegmentBytes { get; set; } = DefaultSegmentBytes;

    /// <summary>
    /// How much disk the journal may take while the store does not keep up. At the limit new records are refused and
    /// counted as <see cref="LossKind.JournalFull"/>; nothing accepted is dropped. Default
    /// <see cref="DefaultJournalBudgetBytes"/>.
    /// </summary>
    public long JournalBudgetBytes { get; set; } = DefaultJournalBudgetBytes;

    /// <summary>
    /// Called once for each kind of trouble, and once when it is over, on a thread of Cairn's. Default: one line on
    /// standard error.
    /// </summary>
    public Action<CairnFailure> OnFailure { get; set; } = WriteToStandardError;

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal IFileSystem FileSystem { get; set; } = PhysicalFileSystem.Instance;

    internal Func<string, IMlflowTarget> OpenMlflow { get; set; } =
        uri => MlflowTargets.Open(uri, PhysicalFileSystem.Instance, TimeProvider.System);

    /// <summary>How often runs are looked through for what MLflow does not have yet.</summary>
    internal TimeSpan MlflowInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Everything that is wrong with these settings, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Require(SegmentBytes is >= MinSegmentBytes and <= MaxSegmentBytes && SegmentBytes % 4096 == 0,
            $"{nameof(SegmentBytes)} is {SegmentBytes}; use a multiple of 4096 from {MinSegmentBytes} "
            + $"to {MaxSegmentBytes}.");
        Require(JournalBudgetBytes >= 4L * SegmentBytes,
            $"{nameof(JournalBudgetBytes)} is {JournalBudgetBytes}; use at least four segments, {4L * SegmentBytes}.");
        RequirePositive(DiskSyncInterval, nameof(DiskSyncInterval));
        RequirePositive(DrainInterval, nameof(DrainInterval));
        RequirePositive(CloseTimeout, nameof(CloseTimeout));
        Require(Enum.IsDefined(Durability), $"{nameof(Durability)} is {Durability}; use Process or Disk.");
        Require(OnFailure is not null, $"{nameof(OnFailure)} is null; leave the default, or give a listener.");
        Require(TimeProvider is not null, $"{nameof(TimeProvider)} is null; leave the default, or give a clock.");
        Require(MlflowUri is null || !string.IsNullOrWhiteSpace(MlflowUri),
            $"{nameof(MlflowUri)} is empty; leave it null, or write http://server:5000 or sqlite:///mlflow.db.");
        Require(LogFiles is not null, $"{nameof(LogFiles)} is null; leave the default, or give settings.");
        errors.AddRange(LogFiles?.Validate() ?? []);
        Require(Inference is not null, $"{nameof(Inference)} is null; leave the default, or give settings.");
        errors.AddRange(Inference?.Validate() ?? []);
        return errors;

        void Require(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }

        void RequirePositive(TimeSpan value, string name) =>
            Require(value > TimeSpan.Zero, $"{name} is {value}; use more than zero.");
    }

    internal string ResolveLogDirectory(string store) => Path.GetFullPath(
        LogDirectory ?? Setting("CAIRN_LOG_DIR") ?? Setting("TOTO_LOG_DIR") ?? Path.Combine(store, "logs"));

    internal string ResolveCheckpointDirectory(string store) => Path.GetFullPath(
        CheckpointDirectory ?? Setting("CAIRN_CHECKPOINT_DIR") ?? Setting("TOTO_CHECKPOINT_DIR")
        ?? Path.Combine(store, "checkpoints"));

    internal string ResolveTensorBoardDirectory(string store) => Path.GetFullPath(
        TensorBoardDirectory ?? Setting("CAIRN_TENSORBOARD_DIR") ?? Setting("TOTO_TENSORBOARD_DIR")
        ?? Path.Combine(store, "tensorboard"));

    internal string ResolveMlflowUri(string store) =>
        MlflowUri ?? Setting("CAIRN_MLFLOW_URI") ?? Setting("TOTO_MLFLOW_URI") ?? Setting("MLFLOW_TRACKING_URI")
        ?? EmbeddedMlflowUri(store);

    /// <summary>MLflow's own database, in the store.</summary>
    internal static string EmbeddedMlflowUri(string store) =>
        "sqlite:///" + Path.Combine(Path.GetFullPath(store), "mlflow.db");

    /// <summary>The store's folder where none is named: <c>CAIRN_STORE</c>, else <c>cairn</c>.</summary>
    internal static string DefaultStore => Setting("CAIRN_STORE") ?? CairnTracker.DefaultFolder;

    /// <summary>A copy, which later changes of this object do not reach.</summary>
    internal CairnOptions Copy()
    {
        var copy = (CairnOptions)MemberwiseClone();
        copy.Inference = new InferenceOptions { DeduplicationWindow = Inference.DeduplicationWindow };
        copy.LogFiles = new LogFileOptions { MaxFileBytes = LogFiles.MaxFileBytes, MaxFiles = LogFiles.MaxFiles };
        return copy;
    }

    /// <summary>An environment variable; null when it is not set or empty.</summary>
    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static void WriteToStandardError(CairnFailure failure) =>
        Console.Error.WriteLine($"cairn: {failure.Message}");
}
