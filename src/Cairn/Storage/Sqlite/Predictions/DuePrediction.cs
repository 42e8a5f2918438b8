namespace Cairn.Storage.Sqlite;

/// <summary>A prediction whose horizon has passed. Immutable.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="DecidedMs">When it was decided.</param>
/// <param name="Key">Its row.</param>
internal readonly record struct DuePrediction(PredictionId Id, long DecidedMs, long Key);
