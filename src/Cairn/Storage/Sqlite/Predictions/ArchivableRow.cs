using Cairn.Storage.Archives;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>A row of <c>predictions</c> in words, but for the journal that its key begins with.</summary>
/// <param name="Key">Its id in the store.</param>
/// <param name="Number">Its number in its journal.</param>
/// <param name="Outcome">The outcome that counts; null for none.</param>
/// <param name="Fields">The rest; its id is not yet true.</param>
internal sealed record ArchivableRow(long Key, long Number, long? Outcome, ArchivedPrediction Fields)
{
    public static ArchivableRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt64OrNull(19),
        new ArchivedPrediction
        {
            Id = PredictionId.None,
            Model = row.GetString(2),
            Symbol = row.GetString(3),
            Action = row.GetString(4),
            CheckpointId = row.GetStringOrNull(5),
            CheckpointDigest = row.GetStringOrNull(6) ?? "",
            DecidedMs = row.GetInt64(7),
            RecordedMs = row.GetInt64(8),
            DataMs = row.GetInt64OrNull(9),
            Confidence = row.GetValueOrNan(10),
            Probabilities = row.GetString(11),
            FeatureHash = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(12)),
            FeatureCount = (int)row.GetInt64(13),
            LatencyMs = row.GetValueOrNan(14),
            MemoryBytes = row.GetInt64(15),
            Flaws = (PredictionFlaws)row.GetInt64(16),
            RepeatCount = row.GetInt64(17),
            LastSeenMs = row.GetInt64(18),
        });

    public ArchivedPrediction ToPrediction(string journal) =>
        Fields with { Id = new PredictionId(journal, Number) };
}
