using Cairn.Storage;

namespace Cairn.Cli.Outcomes;

/// <summary>An outcome as a line of a CSV file gives it.</summary>
/// <param name="Prediction">The prediction; <see cref="PredictionId.None"/> where it is named by the next
/// three.</param>
/// <param name="Model">Its model.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="DecisionTime">When it was decided.</param>
/// <param name="Actual">What would have been right; null when only a value is given.</param>
/// <param name="Value">A figure; NaN when there is none.</param>
/// <param name="Time">When it became true; default now.</param>
internal sealed record CsvOutcome(
    PredictionId Prediction,
    string Model,
    string Symbol,
    DateTimeOffset DecisionTime,
    string? Actual,
    double Value,
    DateTimeOffset Time);
