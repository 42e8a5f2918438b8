using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class ProfileWriterTests : IDisposable
{
    private const long Day = 86_400_000;

    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _connection;
    private ProfileWriter _writer;
    private long _lastId;

    public ProfileWriterTests()
    {
        Directory.CreateDirectory(_folder["."]);
        _connection = SqliteFile.OpenToWrite(_folder["cairn.db"]);
        _connection.Run("INSERT INTO labels (id, text) VALUES (1, 'agent'), (2, 'other'), (11, 'BUY'), (12, 'SELL')");
        _connection.Run("INSERT INTO prediction_checkpoints (id, checkpoint, digest) VALUES (1, 'cp1', 'a'), (2, 'cp2', 'b')");
        _writer = NewWriter();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Predictions_come_back_by_model_checkpoint_and_day()
    {
        Add(records: 10, checkpoint: 1, day: 0);
        Add(records: 20, checkpoint: 2, day: 1);
        Add(records: 30, checkpoint: 0, day: 2);
        Add(records: 40, checkpoint: 1, day: 1, model: 2);
        _writer.Flush();
        Assert.Equal(60, Read()!.Records);
        Assert.Equal(10, Read("cp1")!.Records);
        Assert.Equal(50, Read(first: new DateOnly(1970, 1, 2))!.Records);
        Assert.Equal(20, Read(first: new DateOnly(1970, 1, 2), last: new DateOnly(1970, 1, 2))!.Records);
        Assert.Null(Read("cp3"));
        Assert.Null(Read(first: new DateOnly(2020, 1, 1)));
        Assert.Null(Read(model: "nobody"));
    }

    [Fact]
    public void A_time_before_1970_belongs_to_its_day()
    {
        Add(records: 1, checkpoint: 1, day: -1);
        _writer.Flush();
        Assert.Equal(1, Read(first: new DateOnly(1969, 12, 31), last: new DateOnly(1969, 12, 31))!.Records);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1_000)]
    public void However_transactions_fall_each_prediction_counts_once(int perTransaction)
    {
        const int Records = 1_500;
        for (int done = 0; done < Records; done += perTransaction)
        {
            Add(Math.Min(perTransaction, Records - done), checkpoint: 1, day: 0);
            _writer.Flush();
        }

        InputProfile profile = Read()!;
        Assert.Equal(Records, profile.Records);
        Assert.Equal(Records, profile.Feature(0).Total);
        Assert.Equal(Records, profile.Feature(1).NaNs);
        Assert.Equal(Records, profile.Confidence.Total);
        Assert.Equal(Records, profile.Actions.Values.Sum());
        Assert.Equal(["BUY", "SELL"], profile.Actions.Keys);
        Assert.InRange(Tails(), 0, OpenProfile.FoldAt - 1);
    }

    [Fact]
    public void A_transaction_that_is_taken_back_leaves_nothing_behind()
    {
        Add(records: 300, checkpoint: 1, day: 0);
        _writer.Flush();
        byte[] before = Read()!.ToBytes();
        _connection.Run("BEGIN IMMEDIATE");
        Add(records: 700, checkpoint: 1, day: 0);
        _writer.Flush();
        _connection.Run("ROLLBACK");
        Assert.Equal(before, Read()!.ToBytes());
        _writer.Dispose();
        _writer = NewWriter();
        Add(records: 5, checkpoint: 1, day: 0);
        _writer.Flush();
        Assert.Equal(305, Read()!.Records);
    }

    [Fact]
    public void Of_a_busy_day_a_part_is_drawn_and_all_are_counted()
    {
        const int Records = 40_000;
        for (int i = 0; i < 40; i++)
        {
            Add(Records / 40, checkpoint: 1, day: 0);
            _writer.Flush();
        }

        InputProfile profile = Read()!;
        Assert.Equal(Records, profile.Records);
        Assert.Equal(Records, profile.Actions.Values.Sum());
        Assert.InRange(profile.Feature(0).Count, 0.9 * Records, 1.1 * Records);
        Assert.InRange(profile.Feature(0).RankError, 0.02, 0.05);
    }

    [Fact]
    public void Predictions_without_features_count_with_confidence_and_action()
    {
        _writer.Add(Prediction(checkpoint: 1, day: 0, model: 1), []);
        _writer.Flush();
        InputProfile profile = Read()!;
        Assert.Equal((1, 0, 1), (profile.Records, profile.FeatureCount, profile.Confidence.Count));
    }

    [Fact]
    public void More_days_than_may_be_open_are_all_written()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int day = 0; day < 100; day++)
            {
                Add(records: 2, checkpoint: 1, day);
            }
        }

        _writer.Flush();
        Assert.Equal(400, Read()!.Records);
    }

    [Fact]
    public void A_damaged_profile_is_begun_anew_and_reading_it_gives_none()
    {
        Add(records: 300, checkpoint: 1, day: 0);
        _writer.Flush();
        _connection.Run("UPDATE input_profiles SET profile = x'01FF'");
        Assert.Null(Read());
        Add(records: 256, checkpoint: 1, day: 0);
        _writer.Flush();
        Assert.Equal(256, Read()!.Records);
    }

    private ProfileWriter NewWriter() =>
        new(_connection, label => label switch { 11 => "BUY", 12 => "SELL", _ => throw new ArgumentException("no label") });

    private void Add(int records, long checkpoint, int day, long model = 1)
    {
        for (int i = 0; i < records; i++)
        {
            StoredPrediction prediction = Prediction(checkpoint, day, model);
            _writer.Add(prediction, [(float)Math.Sin(prediction.Id), float.NaN]);
        }
    }

    private StoredPrediction Prediction(long checkpoint, int day, long model)
    {
        long id = (3L << 40) | ++_lastId;
        return new StoredPrediction(
            id, model, 21, 11 + (id % 2), checkpoint, (day * Day) + (id % Day), 0.75, double.NaN, PredictionFlaws.None);
    }

    private InputProfile? Read(
        string? checkpoint = null, DateOnly? first = null, DateOnly? last = null, string model = "agent")
    {
        using var connection = new SqliteReadConnection(_folder["cairn.db"]);
        return new ProfileReader(connection).Read(model, checkpoint, first, last);
    }

    private long Tails() => (long)_connection.Scalar("SELECT count(*) FROM input_tails")!;
}
