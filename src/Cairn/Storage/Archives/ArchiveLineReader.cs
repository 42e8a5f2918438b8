using System.Globalization;
using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>Reads lines of an archive, which may be anybody's. Stateless.</summary>
internal static class ArchiveLineReader
{
    /// <summary>The store hashes features to so many bytes, also when there are none.</summary>
    private const int HashBytes = 16;

    /// <summary>As many as a process can number. Sums of them all fit, whatever a line says.</summary>
    private const long MaxRepeats = 1L << 40;

    /// <summary>Null when the line is no prediction; never throws.</summary>
    public static ArchivedPrediction? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            ArchivedPrediction prediction = Read(document.RootElement);
            return HasCountsThatCanBe(prediction) ? prediction : null;
        }
        catch (Exception error)
            when (error is JsonException or FormatException or ArgumentException or InvalidOperationException
                or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The store counts a repetition that it lists, and also some that it cannot list.</summary>
    private static bool HasCountsThatCanBe(ArchivedPrediction prediction) =>
        prediction.FeatureCount >= 0
        && prediction.RepeatCount >= prediction.Repeats.Count
        && prediction.RepeatCount <= MaxRepeats;

    private static ArchivedPrediction Read(JsonElement line) => new()
    {
        Id = ReadId(line.GetProperty("id")),
        Model = Text(line, "model"),
        Symbol = Text(line, "symbol"),
        Action = Text(line, "action"),
        CheckpointId = line.TryGetProperty("checkpoint_id", out JsonElement checkpoint) ? checkpoint.GetString() : null,
        CheckpointDigest = OptionalText(line, "checkpoint_digest"),
        DecidedMs = ArchiveTime.Read(line.GetProperty("decision_time")),
        RecordedMs = ArchiveTime.Read(line.GetProperty("recorded_time")),
        DataMs = line.TryGetProperty("data_as_of", out JsonElement data) ? ArchiveTime.Read(data) : null,
        Confidence = Number(line, "confidence"),
        Probabilities = ReadProbabilities(line.GetProperty("probabilities")),
        FeatureHash = ReadHash(Text(line, "feature_hash")),
        FeatureCount = line.GetProperty("feature_count").GetInt32(),
        LatencyMs = Number(line, "processing_time_ms"),
        MemoryBytes = line.GetProperty("memory_bytes").GetInt64(),
        Flaws = Enum.Parse<PredictionFlaws>(Text(line, "flaws")),
        RepeatCount = line.GetProperty("repeat_count").GetInt64(),
        LastSeenMs = ArchiveTime.Read(line.GetProperty("last_seen")),
        Repeats = [.. line.GetProperty("repeats").EnumerateArray().Select(ReadId)],
        Outcomes = [.. line.GetProperty("outcomes").EnumerateArray().Select(ReadOutcome)],
    };

    private static ArchivedOutcome ReadOutcome(JsonElement outcome)
    {
        (double brier, double logLoss) = ReadScores(outcome);
        return new ArchivedOutcome
        {
            Id = outcome.GetProperty("number").GetInt64(),
            Counts = outcome.GetProperty("counts").GetBoolean(),
            Status = ReadStatus(Text(outcome, "status")),
            Reference = Text(outcome, "reference"),
            Model = Text(outcome, "model"),
            Symbol = Text(outcome, "symbol"),
            Actual = Text(outcome, "actual"),
            Value = Number(outcome, "value"),
            HappenedMs = ArchiveTime.Read(outcome.GetProperty("time")),
            ReceivedMs = ArchiveTime.Read(outcome.GetProperty("received_time")),
            IsCorrect = outcome.TryGetProperty("is_correct", out JsonElement isCorrect) ? isCorrect.GetBoolean() : null,
            Brier = brier,
            LogLoss = logLoss,
        };
    }

    /// <summary>NaN both unless both are numbers: sums have one count for the two.</summary>
    private static (double Brier, double LogLoss) ReadScores(JsonElement outcome)
    {
        (double brier, double logLoss) = (Number(outcome, "brier"), Number(outcome, "log_loss"));
        return double.IsFinite(brier) && double.IsFinite(logLoss) ? (brier, logLoss) : (double.NaN, double.NaN);
    }

    private static PredictionId ReadId(JsonElement id) => PredictionId.TryParse(id.GetString(), out PredictionId read)
        ? read
        : throw new FormatException($"'{id}' is no id of a prediction.");

    private static OutcomeStatus ReadStatus(string text)
    {
        OutcomeStatus status = Enum.Parse<OutcomeStatus>(text);
        return Enum.IsDefined(status) ? status : throw new FormatException($"'{text}' is no status.");
    }

    private static string ReadHash(string text)
    {
        byte[] hash = Convert.FromHexString(text);
        return hash.Length == HashBytes
            ? Convert.ToHexStringLower(hash)
            : throw new FormatException($"'{text}' is no hash of features.");
    }

    private static string ReadProbabilities(JsonElement probabilities) =>
        probabilities.ValueKind == JsonValueKind.String ? probabilities.GetString()! : probabilities.GetRawText();

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static string OptionalText(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement text) ? text.GetString() ?? "" : "";

    private static double Number(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement number))
        {
            return double.NaN;
        }

        return number.ValueKind == JsonValueKind.String
            ? double.Parse(number.GetString()!, CultureInfo.InvariantCulture)
            : number.GetDouble();
    }
}
