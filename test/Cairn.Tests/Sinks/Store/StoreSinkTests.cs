
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;

namespace Cairn.Tests.Sinks.Store;

public sealed class StoreSinkTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss", "train/accuracy");

    [Fact]
    public void Points_come_back_as_they_were_recorded()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3000, value: step => Math.Sqrt(step)));

        using SqliteRunStore reader = _store.OpenReader();
        SeriesInfo series = reader.FindSeries("run-1", "train/loss")!;
        Assert.Equal(3000, series.Count);
        Assert.Equal(
            Enumerable.Range(0, 3000).Select(i => new SeriesPoint(i, BatchBuilder.BaseTimeMs + i, Math.Sqrt(i))),
            reader.ReadRange(series));
    }

    public void Dispose() => _store.Dispose();
}
