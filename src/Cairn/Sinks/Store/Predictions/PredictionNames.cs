using System.Text;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// The store's numbers for words, checkpoints and journals of predictions; what is missing is added. Belongs to the
/// draining thread.
/// </summary>
internal sealed class PredictionNames(SqliteConnection connection) : IDisposable
{
    /// <summary>More words are forgotten and read again: some 20 MiB when they are long.</summary>
    private const int MaxCached = 1 << 15;

    private readonly SqliteStatement _selectLabel = new(connection, "SELECT id FROM labels WHERE text = $1");
    private readonly SqliteStatement _selectText = new(connection, "SELECT text FROM labels WHERE id = $1");
    private readonly SqliteStatement _insertLabel = new(
        connection, "INSERT INTO labels (text) VALUES ($1) RETURNING id");
    private readonly SqliteStatement _selectCheckpoint = new(
        connection, "SELECT id FROM prediction_checkpoints WHERE checkpoint = $1 AND digest = $2");
    private readonly SqliteStatement _selectCheckpointName = new(
        connection, "SELECT checkpoint FROM prediction_checkpoints WHERE id = $1");
    private readonly SqliteStatement _insertCheckpoint = new(
        connection, "INSERT INTO prediction_checkpoints (checkpoint, digest) VALUES ($1, $2) RETURNING id");
    private readonly SqliteStatement _selectSource = new(
        connection, "SELECT id FROM prediction_sources WHERE journal = $1");
    private readonly SqliteStatement _selectJournal = new(
        connection, "SELECT journal FROM prediction_sources WHERE id = $1");
    private readonly SqliteStatement _insertSource = new(
        connection, "INSERT INTO prediction_sources (journal) VALUES ($1) RETURNING id");

    // Both bounded by MaxCached.
    private readonly Dictionary<string, StoredLabel> _byText = [];
    private readonly Dictionary<long, StoredLabel> _byId = [];

    /// <summary>Id of a word; made when it is new.</summary>
    public long Label(string text) => Word(text).Id;

    /// <summary>A word; made when it is new.</summary>
    public StoredLabel Word(string text)
    {
        text = AsStored(text);
        return _byText.TryGetValue(text, out StoredLabel? known)
            ? known
            : Remember(new StoredLabel(FindLabel(text) ?? (long)_insertLabel.Scalar(text)!, text));
    }

    /// <summary>Id of a word; null when the store does not know it.</summary>
    public long? FindLabel(string text)
    {
        text = AsStored(text);
        return _byText.TryGetValue(text, out StoredLabel? known) ? known.Id : (long?)_selectLabel.Scalar(text);
    }

    /// <summary>The word behind an id; empty when there is none.</summary>
    public string Text(long label)
    {
        if (_byId.TryGetValue(label, out StoredLabel? known))
        {
            return known.Text;
        }

        return _selectText.Scalar(label) is string text ? Remember(new StoredLabel(label, text)).Text : "";
    }

    /// <summary>Id of a checkpoint with this digest; made when it is new.</summary>
    public long Checkpoint(string id, string digest) =>
        (long)(_selectCheckpoint.Scalar(id, digest) ?? _insertCheckpoint.Scalar(id, digest))!;

    /// <summary>The checkpoint behind an id; empty when there is none.</summary>
    public string CheckpointName(long checkpoint) => (string?)_selectCheckpointName.Scalar(checkpoint) ?? "";

    /// <summary>Id of a journal; made when it is new.</summary>
    public long Source(string journal) => FindSource(journal) ?? (long)_insertSource.Scalar(journal)!;

    /// <summary>Id of a journal; null when no prediction of it came.</summary>
    public long? FindSource(string journal) => (long?)_selectSource.Scalar(journal);

    /// <summary>What people call the prediction with this key.</summary>
    public PredictionId IdOf(long key)
    {
        (long source, long number) = PredictionKeys.Split(key);
        return new PredictionId((string?)_selectJournal.Scalar(source) ?? "", number);
    }

    public void Dispose()
    {
        _selectLabel.Dispose();
        _selectText.Dispose();
        _insertLabel.Dispose();
        _selectCheckpoint.Dispose();
        _selectCheckpointName.Dispose();
        _insertCheckpoint.Dispose();
        _selectSource.Dispose();
        _selectJournal.Dispose();
        _insertSource.Dispose();
    }

    /// <summary>
    /// Half a surrogate pair becomes a replacement character in UTF-8: the words that the database compares are these.
    /// </summary>
    private static string AsStored(string text) =>
        text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            : text;

    private StoredLabel Remember(StoredLabel label)
    {
        if (_byText.Count >= MaxCached)
        {
            _byText.Clear();
            _byId.Clear();
        }

        _byText[label.Text] = label;
        _byId[label.Id] = label;
        return label;
    }
}
