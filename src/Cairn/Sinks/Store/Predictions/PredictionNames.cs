using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// The store's numbers for words, checkpoints and journals of predictions; what is missing is added. Belongs to the
/// draining thread.
/// </summary>
internal sealed class PredictionNames(SqliteConnection connection) : IDisposable
{
    /// <summary>Id of a word; made when it is new.</summary>
    public long Label(string text) => throw new NotImplementedException(connection.DataSource + text);

    /// <summary>Id of a word; null when the store does not know it.</summary>
    public long? FindLabel(string text) => throw new NotImplementedException(text);

    /// <summary>The word behind an id.</summary>
    public string Text(long label) => throw new NotImplementedException($"{label}");

    /// <summary>Id of a checkpoint with this digest; made when it is new.</summary>
    public long Checkpoint(string id, string digest) => throw new NotImplementedException(id + digest);

    /// <summary>Id of a journal; made when it is new.</summary>
    public long Source(string journal) => throw new NotImplementedException(journal);

    /// <summary>Id of a journal; null when no prediction of it came.</summary>
    public long? FindSource(string journal) => throw new NotImplementedException(journal);

    public void Dispose()
    {
    }
}
