using Cairn.Journal;
using Cairn.Sinks.Store;
using Cairn.Storage.Archives;
using Cairn.Tests.Inference.Archives;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class ArchiveWriterTests : IDisposable
{
    private const string Archive = "predictions_20260202_20260202_1.jsonl.gz";

    private readonly ArchiveFixture _fixture = new();
    private readonly TestJournal _journal = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_chunk_that_is_as_it_was_archived_goes_with_all_that_belongs_to_it()
    {
        ArchivedPrediction[] archived = [_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 40)];
        _fixture.Add(archived);

        Remove(ChunkOf(archived));

        Assert.Equal((0L, 0L, 0L), Counts());
        Assert.Equal(Archive, _fixture.Scalar("SELECT name FROM prediction_archives"));
    }

    [Theory]
    [InlineData("UPDATE predictions SET repeat_count = repeat_count + 1 WHERE id & 1099511627775 = 2")]
    [InlineData("UPDATE predictions SET flaws = flaws | 256 WHERE id & 1099511627775 = 2")]
    [InlineData("DELETE FROM predictions WHERE id & 1099511627775 = 2")]
    [InlineData("UPDATE outcomes SET prediction = NULL WHERE id = 3")]
    public void A_chunk_that_changed_stays_as_a_whole_and_an_event_says_so(string change)
    {
        ArchivedPrediction[] archived = [_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 40)];
        _fixture.Add(archived);
        _fixture.Run(change);
        string before = _fixture.Dump();

        Remove(ChunkOf(archived));

        Assert.Equal(before, _fixture.Dump());
        Assert.Equal("archive", _fixture.Scalar("SELECT kind FROM events"));
    }

    [Fact]
    public void Younger_predictions_between_the_numbers_stay()
    {
        ArchivedPrediction young = _fixture.Resolved(2, daysAgo: 3);
        ArchivedPrediction[] archived = [_fixture.Some(1, daysAgo: 40), _fixture.Some(3, daysAgo: 40)];
        _fixture.Add([.. archived, young]);

        Remove(ChunkOf(archived));

        Assert.Equal((1L, 2L, 1L), Counts());
    }

    [Fact]
    public void A_chunk_that_is_gone_already_is_no_news()
    {
        ArchivedPrediction[] archived = [_fixture.Some(1, daysAgo: 40)];
        _fixture.Add(archived);

        Remove(ChunkOf(archived));
        Remove(ChunkOf(archived));

        Assert.Equal(0, _fixture.Count("events"));
    }

    [Fact]
    public void A_store_that_never_knew_the_process_is_left_alone()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));

        Remove(ChunkOf([_fixture.Some(1, daysAgo: 40)]) with { Source = "another" });

        Assert.Equal(1, _fixture.Count("predictions"));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData(Archive, "")]
    [InlineData(Archive, "{}")]
    [InlineData(Archive, "no json")]
    [InlineData(Archive, """{"sha256":"x","first_ms":0,"last_ms":0,"predictions":1,"chunk":{"source":null}}""")]
    public void A_record_that_makes_no_sense_counts_as_damaged(string name, string content)
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 40));

        Assert.Equal(1, Write(RecordKind.PredictionsArchived, name, content));
        Assert.Equal(1, _fixture.Count("predictions"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":"x-99999999999999"}""")]
    public void A_line_that_makes_no_sense_counts_as_damaged(string line)
    {
        Assert.Equal(1, Write(RecordKind.PredictionRestored, line));
        Assert.Equal(0, _fixture.Count("predictions"));
    }

    private static ArchiveChunk ChunkOf(ArchivedPrediction[] predictions) => new(
        predictions[0].Id.Source,
        predictions.Min(one => one.Id.Number),
        predictions.Max(one => one.Id.Number),
        predictions.Max(one => one.RecordedMs) + 1,
        predictions.Length,
        predictions.Sum(one => one.RepeatCount),
        predictions.Sum(one => (long)one.Flaws),
        predictions.Sum(one => (long)one.Outcomes.Count),
        [.. RepeatSpan.Of(predictions.SelectMany(one => one.Repeats))]);

    private (long Predictions, long Outcomes, long Repeats) Counts() =>
        (_fixture.Count("predictions"), _fixture.Count("outcomes"), _fixture.Count("prediction_repeats"));

    private void Remove(ArchiveChunk chunk) =>
        Assert.Equal(0, Write(RecordKind.PredictionsArchived, Archive, new ArchivedContent("abc", 0, 1, 2, chunk).ToJson()));

    /// <summary>Returns how many records counted as damaged.</summary>
    private long Write(RecordKind kind, params string[] texts)
    {
        using var sink = new StoreSink(_fixture.Database);
        long before = sink.ProgressOf(_journal).Damaged;
        sink.Write(_journal, _journal.Batch().Text(kind, 0, texts).Build());
        return sink.ProgressOf(_journal).Damaged - before;
    }
}
