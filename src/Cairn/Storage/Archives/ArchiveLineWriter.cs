using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>Writes lines of an archive: a JSON object each, ended by a line feed. Not thread-safe.</summary>
internal sealed class ArchiveLineWriter : IDisposable
{
    /// <summary>No part of a web page: letters stay letters, so that lines can be searched.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Bounded by the longest line.
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public ArchiveLineWriter() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>The line. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ArchivedPrediction prediction)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        WriteDecision(prediction);
        WriteInput(prediction);
        WriteRepeats(prediction);
        _json.WriteStartArray("outcomes");
        foreach (ArchivedOutcome outcome in prediction.Outcomes)
        {
            WriteOutcome(outcome);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private void WriteDecision(ArchivedPrediction prediction)
    {
        _json.WriteString("id", prediction.Id.ToString());
        _json.WriteString("model", prediction.Model);
        _json.WriteString("symbol", prediction.Symbol);
        _json.WriteString("action", prediction.Action);
        WriteNumber("confidence", prediction.Confidence);
        WriteProbabilities(prediction.Probabilities);
        ArchiveTime.Write(_json, "decision_time", prediction.DecidedMs);
        ArchiveTime.Write(_json, "recorded_time", prediction.RecordedMs);
        if (prediction.DataMs is { } data)
        {
            ArchiveTime.Write(_json, "data_as_of", data);
        }

        if (prediction.CheckpointId is { } checkpoint)
        {
            _json.WriteString("checkpoint_id", checkpoint);
            _json.WriteString("checkpoint_digest", prediction.CheckpointDigest);
        }
    }

    private void WriteInput(ArchivedPrediction prediction)
    {
        _json.WriteString("feature_hash", prediction.FeatureHash);
        _json.WriteNumber("feature_count", prediction.FeatureCount);
        WriteNumber("processing_time_ms", prediction.LatencyMs);
        _json.WriteNumber("memory_bytes", prediction.MemoryBytes);
        _json.WriteString("flaws", prediction.Flaws.ToString());
    }

    private void WriteRepeats(ArchivedPrediction prediction)
    {
        _json.WriteNumber("repeat_count", prediction.RepeatCount);
        ArchiveTime.Write(_json, "last_seen", prediction.LastSeenMs);
        _json.WriteStartArray("repeats");
        foreach (PredictionId repeat in prediction.Repeats)
        {
            _json.WriteStringValue(repeat.ToString());
        }

        _json.WriteEndArray();
    }

    private void WriteOutcome(ArchivedOutcome outcome)
    {
        _json.WriteStartObject();
        _json.WriteNumber("number", outcome.Id);
        _json.WriteBoolean("counts", outcome.Counts);
        _json.WriteString("status", outcome.Status.ToString());
        _json.WriteString("reference", outcome.Reference);
        _json.WriteString("model", outcome.Model);
        _json.WriteString("symbol", outcome.Symbol);
        _json.WriteString("actual", outcome.Actual);
        WriteNumber("value", outcome.Value);
        ArchiveTime.Write(_json, "time", outcome.HappenedMs);
        ArchiveTime.Write(_json, "received_time", outcome.ReceivedMs);
        if (outcome.IsCorrect is { } isCorrect)
        {
            _json.WriteBoolean("is_correct", isCorrect);
        }

        WriteNumber("brier", outcome.Brier);
        WriteNumber("log_loss", outcome.LogLoss);
        _json.WriteEndObject();
    }

    /// <summary>
    /// NaN, which the store keeps as NULL, is left out; what else JSON has no number for is a string.
    /// </summary>
    private void WriteNumber(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else if (!double.IsNaN(value))
        {
            _json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>
    /// As the object that it is, or as a string where it is none: either way it comes back to the letter.
    /// </summary>
    private void WriteProbabilities(string text)
    {
        if (IsObjectOnOneLine(text))
        {
            _json.WritePropertyName("probabilities");
            _json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            _json.WriteString("probabilities", text);
        }
    }

    private static bool IsObjectOnOneLine(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0 || !text.StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
