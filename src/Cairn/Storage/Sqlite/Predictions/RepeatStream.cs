using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Repetitions by the record that they are counted on, in one pass: the table has no index by that, which would cost
/// every repeated call. Belongs to its connection's thread.
/// </summary>
internal sealed class RepeatStream : IDisposable
{
    private readonly SqliteStatement _statement;
    private readonly SqliteDataReader _rows;
    private readonly IReadOnlyDictionary<long, string> _sources;
    private bool _hasRow;

    /// <summary>The sources are journals by their number in the store.</summary>
    public RepeatStream(SqliteReadConnection connection, IReadOnlyDictionary<long, string> sources)
    {
        _sources = sources;
        _statement = new SqliteStatement(
            connection.Connection,
            $"SELECT first, id >> 40, id & {PredictionIdColumns.NumberMask} FROM prediction_repeats ORDER BY first, id");
        _rows = _statement.Query();
        _hasRow = _rows.Read();
    }

    /// <summary>Repetitions of a record. From call to call its key grows.</summary>
    public IReadOnlyList<PredictionId> Take(long first)
    {
        List<PredictionId>? taken = null;
        while (_hasRow && _rows.GetInt64(0) <= first)
        {
            if (_rows.GetInt64(0) == first && _sources.TryGetValue(_rows.GetInt64(1), out string? journal))
            {
                (taken ??= []).Add(new PredictionId(journal, _rows.GetInt64(2)));
            }

            _hasRow = _rows.Read();
        }

        return (IReadOnlyList<PredictionId>?)taken ?? [];
    }

    public void Dispose()
    {
        _rows.Dispose();
        _statement.Dispose();
    }
}
