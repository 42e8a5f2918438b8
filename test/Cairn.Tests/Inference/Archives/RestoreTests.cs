using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cairn.Inference;
using Cairn.Inference.Archives;
using Cairn.Storage;
using Cairn.Storage.Archives;

namespace Cairn.Tests.Inference.Archives;

public sealed class RestoreTests : IDisposable
{
    private readonly ArchiveFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task What_comes_back_is_what_went()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 33), _fixture.Resolved(3, daysAgo: 31));
        string before = _fixture.Dump();
        using CairnTracker tracker = _fixture.Open();
        tracker.Inference.CleanupOldLogs();
        Assert.Equal(0, _fixture.Count("predictions"));

        RestoreReport report = await tracker.Inference.RestoreArchiveAsync(Single(tracker).Name);

        Assert.Equal(new RestoreReport(3, 0, 0), report);
        Assert.Equal(before, _fixture.Dump());
    }

    [Fact]
    public async Task Restoring_twice_is_restoring_once()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 33));
        string before = _fixture.Dump();
        using CairnTracker tracker = _fixture.Open();
        tracker.Inference.CleanupOldLogs();

        await tracker.Inference.RestoreArchiveAsync(Single(tracker).Name);
        await tracker.Inference.RestoreArchiveAsync(Single(tracker).Name);

        Assert.Equal(before, _fixture.Dump());
    }

    [Fact]
    public async Task A_prediction_that_is_there_keeps_what_it_learned_since()
    {
        ArchivedPrediction old = _fixture.Some(1, daysAgo: 40);
        _fixture.Add(old);
        using CairnTracker tracker = _fixture.Open();
        string name = Publish(old);
        tracker.Inference.Resolve(old.Id, "SELL");

        await tracker.Inference.RestoreArchiveAsync(name);

        Assert.Equal("SELL", Read(tracker, old.Id).Outcome!.Actual);
    }

    [Fact]
    public async Task An_outcome_that_came_while_a_prediction_was_away_counts_when_it_is_back()
    {
        ArchivedPrediction old = _fixture.Resolved(1, daysAgo: 40);
        _fixture.Add(old, _fixture.Some(2, daysAgo: 40));
        using CairnTracker tracker = _fixture.Open();
        tracker.Inference.CleanupOldLogs();
        tracker.Inference.Resolve(old.Repeats[0], "HOLD");
        tracker.Inference.Resolve(old.Id with { Number = 2 }, "SELL");

        await tracker.Inference.RestoreArchiveAsync(Single(tracker).Name);

        Assert.Equal("HOLD", Read(tracker, old.Id).Outcome!.Actual);
        Assert.Equal("SELL", Read(tracker, old.Id with { Number = 2 }).Outcome!.Actual);
        Assert.Equal(0L, _fixture.Scalar("SELECT count(*) FROM outcomes WHERE prediction IS NULL"));
    }

    [Fact]
    public async Task Another_store_gets_outcomes_under_numbers_of_its_own()
    {
        ArchivedPrediction old = _fixture.Resolved(1, daysAgo: 40);
        ArchivedPrediction present = _fixture.Resolved(2, daysAgo: 3) with { Outcomes = [old.Outcomes[1] with { Actual = "HOLD" }] };
        _fixture.Add(present);
        using CairnTracker tracker = _fixture.Open();

        await tracker.Inference.RestoreArchiveAsync(Publish(old));

        Assert.Equal("HOLD", ActualOf(2));
        Assert.Equal("BUY", ActualOf(1));

        object? ActualOf(int number) => _fixture.Scalar(
            "SELECT actual FROM outcomes WHERE id = (SELECT outcome FROM predictions "
            + $"WHERE id & 1099511627775 = {number})");
    }

    [Fact]
    public async Task A_huge_number_in_an_archive_does_not_use_up_those_of_outcomes_to_come()
    {
        ArchivedPrediction old = _fixture.Resolved(1, daysAgo: 40);
        using CairnTracker tracker = _fixture.Open();

        await tracker.Inference.RestoreArchiveAsync(
            Publish(old with { Outcomes = [old.Outcomes[1] with { Id = long.MaxValue }] }));
        tracker.Inference.Resolve(old.Id, "SELL");
        await tracker.FlushAsync();

        Assert.Equal("SELL", Read(tracker, old.Id).Outcome!.Actual);
        Assert.Equal(2L, _fixture.Scalar("SELECT max(id) FROM outcomes"));
    }

    [Fact]
    public async Task In_another_store_statistics_say_what_they_said_where_it_was_logged()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 40), _fixture.Some(2, daysAgo: 33), _fixture.Resolved(3, daysAgo: 31));
        using CairnTracker tracker = _fixture.Open();
        tracker.Inference.RebuildStatistics();
        tracker.Inference.CleanupOldLogs();
        using var other = new ArchiveFixture();
        Directory.CreateDirectory(other.Archives);
        foreach (string file in _fixture.Files())
        {
            File.Copy(Path.Combine(_fixture.Archives, file), Path.Combine(other.Archives, file));
        }

        using CairnTracker otherTracker = other.Open();
        await otherTracker.Inference.RestoreArchiveAsync(Single(otherTracker).Name);

        Assert.Equal(3L, _fixture.Scalar("SELECT sum(total_predictions) - 2 FROM model_performance"));
        Assert.Equal(_fixture.Statistics(), other.Statistics());
        Assert.Equal(0L, other.Scalar("SELECT sum(archived) FROM performance"));
    }

    [Fact]
    public async Task Nothing_comes_back_from_an_archive_with_a_flipped_bit_wherever_it_is()
    {
        using CairnTracker tracker = _fixture.Open();
        string name = Publish(_fixture.Resolved(1, daysAgo: 40));
        string path = Path.Combine(_fixture.Archives, name);
        byte[] sound = File.ReadAllBytes(path);
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 4;
            File.WriteAllBytes(path, damaged);

            ArchiveException error = await Assert.ThrowsAsync<ArchiveException>(
                () => tracker.Inference.RestoreArchiveAsync(name));
            Assert.Equal("archive.damaged", error.Code);
        }

        Assert.Equal(0, _fixture.Count("predictions"));
    }

    [Fact]
    public async Task Without_its_digest_nobody_can_trust_an_archive()
    {
        using CairnTracker tracker = _fixture.Open();
        string name = Publish(_fixture.Some(1, daysAgo: 40));
        File.Delete(Path.Combine(_fixture.Archives, name + ".sha256"));

        ArchiveException error = await Assert.ThrowsAsync<ArchiveException>(
            () => tracker.Inference.RestoreArchiveAsync(name));

        Assert.Equal("archive.damaged", error.Code);
        Assert.Equal(0, _fixture.Count("predictions"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("../cairn.db")]
    [InlineData("../archives/nothing.jsonl.gz")]
    public async Task A_name_that_is_none_is_said(string name)
    {
        using CairnTracker tracker = _fixture.Open();

        ArchiveException error = await Assert.ThrowsAsync<ArchiveException>(
            () => tracker.Inference.RestoreArchiveAsync(name));

        Assert.Equal("archive.missing", error.Code);
    }

    [Fact]
    public async Task Lines_that_are_no_predictions_and_those_that_are_too_long_are_counted()
    {
        using CairnTracker tracker = _fixture.Open();
        ArchivedPrediction good = _fixture.Some(1, daysAgo: 40);
        string name = PublishLines("{}", "", "not json", Line(good), Line(good with { Model = new string('m', 600_000) }));

        RestoreReport report = await tracker.Inference.RestoreArchiveAsync(name);

        Assert.Equal(new RestoreReport(1, TooLong: 1, Unreadable: 3), report);
        Assert.Equal(1, _fixture.Count("predictions"));
    }

    [Fact]
    public void An_archive_reads_as_predictions_of_a_store_do()
    {
        using CairnTracker tracker = _fixture.Open();
        ArchivedPrediction old = _fixture.Resolved(2, daysAgo: 40);

        PredictionInfo read = Assert.Single(tracker.Inference.FindArchive(Publish(old)).Read());

        Assert.Equal((old.Id, "dqn_agent", "ETH/USDT", "BUY"), (read.Id, read.Model, read.Symbol, read.Action));
        Assert.Equal(old.DecidedMs, read.DecisionTime.ToUnixTimeMilliseconds());
        Assert.Equal(0.15, read.Probabilities["SELL"]);
        Assert.Equal((PredictionState.Resolved, "BUY"), (read.State, read.Outcome!.Actual));
    }

    private static PredictionInfo Read(CairnTracker tracker, PredictionId id)
    {
        using IRunStore store = RunStore.Open(tracker.Folder);
        return store.Predictions.Find(id)!;
    }

    private static PredictionArchive Single(CairnTracker tracker) => Assert.Single(tracker.Inference.ListArchives());

    private static string Line(ArchivedPrediction prediction)
    {
        using var writer = new ArchiveLineWriter();
        return Encoding.UTF8.GetString(writer.Write(prediction)).TrimEnd('\n');
    }

    private string Publish(ArchivedPrediction prediction)
    {
        using var writer = new ArchiveFileWriter(new ArchiveFolder(_fixture.Layout));
        Assert.True(writer.TryAdd(prediction));
        return writer.Publish().Name;
    }

    private string PublishLines(params string[] lines)
    {
        const string Name = "predictions_20260202_20260202_1.jsonl.gz";
        Directory.CreateDirectory(_fixture.Archives);
        using (var gzip = new GZipStream(File.Create(Path.Combine(_fixture.Archives, Name)), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_fixture.Archives, Name))));
        File.WriteAllText(Path.Combine(_fixture.Archives, Name + ".sha256"), $"{digest}  {Name}\n");
        return Name;
    }
}
