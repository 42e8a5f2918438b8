using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// The rows of <c>performance</c> that are in use, the one of each grain that was used last at hand. Belongs to the
/// draining thread.
/// </summary>
internal sealed class PerformanceRows(SqliteConnection connection, PredictionNames names) : IDisposable
{
    public const int Grains = 3;

    /// <summary>3 rows for each of 340 symbols a day; 2 to 4 KiB each.</summary>
    private const int MaxOpen = 1024;

    private readonly PerformanceTable _table = new(connection);

    /// <summary>Bounded by <see cref="MaxOpen"/>: then the half that was not used for longest is closed.</summary>
    private readonly Dictionary<PerformanceKey, OpenPerformance> _open = [];

    /// <summary>Bounded by the open rows. Cleared when they are written.</summary>
    private readonly List<OpenPerformance> _changed = [];

    private readonly OpenPerformance?[] _last = new OpenPerformance?[Grains];
    private long _uses;

    /// <summary>The row that a prediction counts in, to be changed.</summary>
    public OpenPerformance Change(PerformanceGrain grain, in StoredPrediction prediction)
    {
        OpenPerformance row = Find(grain, prediction);
        if (!row.IsChanged)
        {
            row.IsChanged = true;
            _changed.Add(row);
        }

        return row;
    }

    /// <summary>The row that a prediction counts in.</summary>
    public OpenPerformance Find(PerformanceGrain grain, in StoredPrediction prediction)
    {
        OpenPerformance? last = _last[(int)grain];
        return last is not null && last.Key.Covers(prediction) ? last : Open(grain, prediction);
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush()
    {
        foreach (OpenPerformance row in _changed)
        {
            row.SumUpActions(names);
            _table.Write(row.Key, row.Sums);
            row.IsChanged = false;
        }

        _changed.Clear();
    }

    /// <summary>Writes what has changed, and reads everything again when it is next used.</summary>
    public void Forget()
    {
        Flush();
        _open.Clear();
        Array.Clear(_last);
    }

    public void Dispose() => _table.Dispose();

    private OpenPerformance Open(PerformanceGrain grain, in StoredPrediction prediction)
    {
        var key = PerformanceKey.Of(grain, prediction);
        if (!_open.TryGetValue(key, out OpenPerformance? row))
        {
            Trim();
            row = new OpenPerformance(key, _table.Read(key));
            _open.Add(key, row);
        }

        row.LastUse = ++_uses;
        _last[(int)grain] = row;
        return row;
    }

    private void Trim()
    {
        if (_open.Count < MaxOpen)
        {
            return;
        }

        Flush();
        Array.Clear(_last);
        foreach (OpenPerformance row in _open.Values.OrderBy(static row => row.LastUse).Take(MaxOpen / 2).ToList())
        {
            _open.Remove(row.Key);
        }
    }
}
