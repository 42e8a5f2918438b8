using System.Globalization;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Says in words what is odd about predictions, as events that belong to no run. Belongs to the draining thread.
/// </summary>
internal sealed class PredictionAlarms(SqliteConnection connection, PredictionNames names, EventWriter events)
    : IDisposable
{
    private readonly SqliteStatement _selectAnswer = new(
        connection, "SELECT action, confidence FROM predictions WHERE id = $1");

    /// <summary>The same question got another answer than before.</summary>
    public void Contradiction(long timeMs, in StoredPrediction prediction, long earlier) => events.InsertAlarm(
        timeMs,
        "nondeterministic",
        $"{Who(prediction)} answered {Answer(prediction.Action, prediction.Confidence)} (prediction "
        + $"{names.IdOf(prediction.Id)}) to features that it had answered with {AnswerOf(earlier)} (prediction "
        + $"{names.IdOf(earlier)}). Look for dropout or sampling left on, or for state that is not a feature.");

    /// <summary>The same checkpoint was given another number of features than before.</summary>
    public void FeatureCountChange(long timeMs, in StoredPrediction prediction, int before, int now) =>
        events.InsertAlarm(
            timeMs,
            "feature_count_changed",
            $"{Who(prediction)} was given {now} features after {before} (prediction {names.IdOf(prediction.Id)}). "
            + "Look for a column that appeared or got lost on the way to the model.");

    /// <summary>The features have not changed for a long time.</summary>
    public void Freeze(long timeMs, in StoredPrediction prediction, long sinceMs, long calls) => events.InsertAlarm(
        timeMs,
        "frozen_feed",
        $"{Who(prediction)} was given the same features {calls} times since {Time(sinceMs)} (the last is prediction "
        + $"{names.IdOf(prediction.Id)}). Look whether its feed stands still.");

    /// <summary>The features change again.</summary>
    public void Thaw(long timeMs, in StoredPrediction prediction, long sinceMs, long calls) => events.InsertAlarm(
        timeMs,
        "feed_moves_again",
        $"{Who(prediction)} is given other features again (prediction {names.IdOf(prediction.Id)}), after the same "
        + $"{calls} times since {Time(sinceMs)}.");

    public void Dispose() => _selectAnswer.Dispose();

    private static string Time(long timeMs) =>
        StoredTime.Of(timeMs).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string Who(in StoredPrediction prediction)
    {
        string checkpoint = prediction.Checkpoint == 0 ? "" : $" [{names.CheckpointName(prediction.Checkpoint)}]";
        return $"{names.Text(prediction.Model)}{checkpoint} for {names.Text(prediction.Symbol)}";
    }

    private string AnswerOf(long prediction)
    {
        using SqliteDataReader row = _selectAnswer.Query(prediction);
        return row.Read() ? Answer(row.GetInt64(0), row.GetValueOrNan(1)) : "something else";
    }

    private string Answer(long action, double confidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{names.Text(action)} ({confidence:0.000})");
}
