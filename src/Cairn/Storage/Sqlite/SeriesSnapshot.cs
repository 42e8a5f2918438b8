using Cairn.Storage.Chunks;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// A series at one moment: how many full chunks it has, which never change, and the points behind them.
/// </summary>
internal sealed record SeriesSnapshot(long Chunks, PointColumns Tail);
