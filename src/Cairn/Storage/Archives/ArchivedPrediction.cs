using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>A prediction with everything that belongs to it, as a line of an archive has it. Immutable.</summary>
internal sealed record ArchivedPrediction
{
    public required PredictionId Id { get; init; }

    public required string Model { get; init; }

    public required string Symbol { get; init; }

    public required string Action { get; init; }

    /// <summary>Null when nobody said.</summary>
    public string? CheckpointId { get; init; }

    public string CheckpointDigest { get; init; } = "";

    public required long DecidedMs { get; init; }

    public required long RecordedMs { get; init; }

    public long? DataMs { get; init; }

    public double Confidence { get; init; } = double.NaN;

    /// <summary>The text of the column, to the letter.</summary>
    public string Probabilities { get; init; } = "";

    /// <summary>In hexadecimal digits.</summary>
    public string FeatureHash { get; init; } = "";

    public int FeatureCount { get; init; }

    public double LatencyMs { get; init; } = double.NaN;

    public long MemoryBytes { get; init; }

    public PredictionFlaws Flaws { get; init; }

    public long RepeatCount { get; init; }

    public required long LastSeenMs { get; init; }

    /// <summary>Ids of calls that are counted on this record.</summary>
    public IReadOnlyList<PredictionId> Repeats { get; init; } = [];

    /// <summary>All that ever came for it, in the order of arrival.</summary>
    public IReadOnlyList<ArchivedOutcome> Outcomes { get; init; } = [];

    /// <summary>
    /// As readers of the store see it; pending where no outcome counts, since an archive knows no deadline.
    /// </summary>
    public PredictionInfo ToInfo()
    {
        ArchivedOutcome? outcome = Outcomes.FirstOrDefault(outcome => outcome.Counts);
        return new PredictionInfo
        {
            Id = Id,
            Model = Model,
            Symbol = Symbol,
            Action = Action,
            Confidence = Confidence,
            Probabilities = ReadProbabilities(),
            DecisionTime = StoredTime.Of(DecidedMs),
            RecordedTime = StoredTime.Of(RecordedMs),
            DataAsOf = DataMs is { } data ? StoredTime.Of(data) : null,
            FeatureHash = FeatureHash,
            FeatureCount = FeatureCount,
            ProcessingTimeMs = LatencyMs,
            MemoryBytes = MemoryBytes,
            CheckpointId = CheckpointId,
            CheckpointDigest = CheckpointDigest,
            Flaws = Flaws,
            RepeatCount = RepeatCount,
            LastSeen = StoredTime.Of(LastSeenMs),
            State = outcome is null ? PredictionState.Pending : PredictionState.Resolved,
            Outcome = outcome?.ToInfo(Id),
        };
    }

    /// <summary>Those that are numbers; others mean something to nobody.</summary>
    private Dictionary<string, double> ReadProbabilities()
    {
        var probabilities = new Dictionary<string, double>();
        try
        {
            using var document = JsonDocument.Parse(Probabilities);
            foreach (JsonProperty one in document.RootElement.EnumerateObject())
            {
                bool isNumber = one.Value.ValueKind == JsonValueKind.Number;
                probabilities[one.Name] = isNumber ? one.Value.GetDouble() : double.NaN;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return []; // an empty column, or none of this version's
        }

        return probabilities;
    }
}
