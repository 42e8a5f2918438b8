namespace Cairn.Storage.Sqlite;

/// <summary>Reads what runs have to look at. Not thread-safe.</summary>
internal sealed class MediaReader(SqliteReadConnection connection)
{
    public IReadOnlyList<MediaInfo> List(string runId, long afterId, int limit) => connection.Rows(
        "SELECT id, kind, name, step, time_ms, length(content) FROM media WHERE run = $1 AND id > $2 ORDER BY id LIMIT $3",
        static row => new MediaInfo(
            row.GetInt64(0),
            (MediaKind)row.GetInt32(1),
            row.GetString(2),
            row.GetInt64(3),
            StoredTime.Of(row.GetInt64(4)),
            row.GetInt64(5)),
        runId,
        afterId,
        Math.Max(0, limit));

    public byte[] Read(long id) =>
        connection.Rows("SELECT content FROM media WHERE id = $1", static row => row.GetFieldValue<byte[]>(0), id)
            .FirstOrDefault() ?? [];
}
