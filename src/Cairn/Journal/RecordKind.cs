namespace Cairn.Journal;

/// <summary>What a frame of the journal holds. The numbers are on disk: never reuse one.</summary>
internal enum RecordKind : byte
{
    /// <summary>Nothing was written here yet.</summary>
    None = 0,

    /// <summary>Nothing more follows in this segment; no record.</summary>
    SegmentEnd = 1,

    /// <summary>One point of a series; the only kind with a layout of its own for speed.</summary>
    Point = 2,

    /// <summary>Several values at one step, from one call.</summary>
    Row = 3,

    /// <summary>A run began: configuration, environment (both JSON objects).</summary>
    RunStarted = 4,

    /// <summary>A run ended: level = <see cref="RunStatus"/>; reason, summary (a JSON object).</summary>
    RunEnded = 5,

    /// <summary>A parameter: key, value (a JSON value).</summary>
    Parameter = 6,

    /// <summary>A tag: key, text.</summary>
    Tag = 7,

    /// <summary>The note of a run, replacing the one before: text.</summary>
    Note = 8,

    /// <summary>
    /// Something that happened: kind, message, data (a JSON object or empty); step and value where they apply.
    /// </summary>
    Event = 9,

    /// <summary>A line of the host's log: category, message, exception; level = <c>LogLevel</c>.</summary>
    LogLine = 10,

    /// <summary>
    /// Something happened to a checkpoint: level = <c>CheckpointAction</c>; model, id, metadata (a JSON object, or empty
    /// where the action tells nothing new about it), message. Step and value are the checkpoint's step and score.
    /// </summary>
    Checkpoint = 11,

    /// <summary>
    /// What is true of a model as a whole, replacing what was: model, id of the active checkpoint or empty, aliases (a
    /// JSON object of ids by alias). The step is the stamp of the model's folder, 0 when the index may not be whole.
    /// </summary>
    CheckpointModel = 12,

    /// <summary>
    /// The state of a checkpoint of this run was taken here: id. What the run recorded before belongs to it.
    /// </summary>
    CheckpointMark = 13,

    /// <summary>
    /// The run goes on from a checkpoint: id. What it recorded behind that checkpoint's mark is taken back. The step is
    /// when it begins again, in milliseconds: later than it was begun before, whatever the clock says. The value is the
    /// first step behind all that is not taken back.
    /// </summary>
    RunResumed = 14,

    /// <summary>One prediction of a model; with a layout of its own: <c>PredictionPayload</c>.</summary>
    Prediction = 15,

    /// <summary>
    /// What turned out to be true for a prediction: reference (an id, or <c>@</c> and the time of decision in
    /// milliseconds), model, symbol, actual. Step = when it was true, in milliseconds; value where there is one.
    /// </summary>
    Outcome = 16,

    /// <summary>How a model's predictions are judged, replacing what was: model, contract (a JSON object).</summary>
    ModelContract = 17,

    /// <summary>
    /// Predictions were put into an archive that is on disk and was read back; they can leave the store: name of the
    /// archive, what it holds (a JSON object).
    /// </summary>
    PredictionsArchived = 18,

    /// <summary>A prediction came back from an archive: one line of it (a JSON object), digest of the archive.</summary>
    PredictionRestored = 19,

    /// <summary>The statistics of predictions shall be worked out anew: model, or empty for all.</summary>
    PerformanceRebuild = 20,

    /// <summary>
    /// Something to look at: level = <see cref="MediaKind"/>; name, content as <see cref="MediaKind"/> says. Bytes, not text.
    /// </summary>
    Media = 21,

    /// <summary>Catalog only. Gives a run its number: run id, experiment, name, log folder.</summary>
    DefineRun = 32,

    /// <summary>Catalog only. Gives a series its number (in the step field): name.</summary>
    DefineSeries = 33,

    /// <summary>
    /// Catalog only. Gives a word of predictions (model, symbol, action, checkpoint) its number (in the step field):
    /// text, and for a checkpoint its digest, empty when it is not known.
    /// </summary>
    DefineLabel = 34,
}
