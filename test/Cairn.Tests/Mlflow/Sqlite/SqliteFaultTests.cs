using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Sqlite;
using Cairn.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Mlflow.Sqlite;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteTarget _target;

    public SqliteFaultTests() => _target = Open();

    private string Database => _folder["lab/mlflow.db"];

    public void Dispose()
    {
        _target.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_locked_database_is_busy_and_the_same_call_helps_later()
    {
        string run = NewRun();
        using SqliteConnection other = Connect();
        Execute(other, "BEGIN IMMEDIATE");
        MlflowException error = Assert.Throws<MlflowException>(() => _target.LogBatch(run, Points(1)));
        Execute(other, "ROLLBACK");

        Assert.Equal("mlflow.busy", error.Code);
        Assert.True(error.IsTransient);
        Assert.Empty(_target.ReadHistory(run, "loss"));
        _target.LogBatch(run, Points(1));
        Assert.Single(_target.ReadHistory(run, "loss"));
    }

    [Fact]
    public void A_reader_neither_waits_for_a_writer_nor_sees_the_half_of_a_batch()
    {
        string run = NewRun();
        using SqliteConnection other = Connect();
        Execute(other, "BEGIN IMMEDIATE");
        Execute(other, $"INSERT INTO metrics (key, value, timestamp, run_uuid) VALUES ('loss', 1, 1, '{run}')");

        Assert.Empty(_target.ReadHistory(run, "loss"));
        Execute(other, "COMMIT");
        Assert.Single(_target.ReadHistory(run, "loss"));
    }

    [Fact]
    public void A_full_disk_leaves_nothing_of_the_batch_and_the_same_call_helps_when_there_is_room()
    {
        string run = NewRun();
        _target.LogBatch(run, Points(1));
        using (SqliteTarget small = Open(connection => Execute(connection, "PRAGMA max_page_count = 500")))
        {
            MlflowException error = Assert.Throws<MlflowException>(() => small.LogBatch(run, Points(50_000)));
            Assert.Equal("mlflow.io", error.Code);
            Assert.True(error.IsTransient);
        }

        Assert.Single(_target.ReadHistory(run, "loss"));
        _target.LogBatch(run, Points(50_000));
        Assert.Equal(50_000, _target.ReadHistory(run, "loss").Count());
    }

    [Fact]
    public void A_long_log_is_moved_into_the_database_unless_a_reader_needs_it()
    {
        string run = NewRun();
        using (SqliteConnection reader = Connect())
        {
            Execute(reader, "BEGIN; SELECT count(*) FROM runs");
            _target.LogBatch(run, Points(120_000));
            Assert.True(new FileInfo(Database + "-wal").Length > 16 << 20);
        }

        _target.LogBatch(run, Points(1, from: 120_000));
        Assert.Equal(0, new FileInfo(Database + "-wal").Length);
        Assert.Equal(120_001, _target.ReadHistory(run, "loss").Count());
    }

    [Fact]
    public void A_file_that_is_no_database_is_foreign_and_stays_as_it_is()
    {
        Directory.CreateDirectory(_folder["lab"]);
        File.WriteAllText(Database, "this is no database, but it is long enough to be read as the head of one, and to be refused.");
        byte[] before = File.ReadAllBytes(Database);

        MlflowException error = Assert.Throws<MlflowException>(() => _target.GetOrCreateExperiment("x"));
        Assert.Equal("mlflow.foreign", error.Code);
        Assert.False(error.IsTransient);
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void A_damaged_database_is_said_to_be_so()
    {
        NewRun();
        _target.Dispose();
        byte[] bytes = File.ReadAllBytes(Database);
        bytes.AsSpan(4096).Fill(0x5A);
        File.WriteAllBytes(Database, bytes);

        MlflowException error = Assert.Throws<MlflowException>(() => _target.ListExperiments().ToList());
        Assert.Equal("mlflow.foreign", error.Code);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void A_database_that_is_not_there_is_missing_to_readers_and_is_not_made()
    {
        Assert.Equal("mlflow.missing", Assert.Throws<MlflowException>(() => _target.ListExperiments().ToList()).Code);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        File.WriteAllText(_folder["lab"], "a file where the folder should be");

        Assert.Equal("mlflow.io", Assert.Throws<MlflowException>(() => _target.GetOrCreateExperiment("x")).Code);
    }

    [Theory]
    [InlineData(5, "mlflow.busy", true)]
    [InlineData(8, "mlflow.io", false)]
    [InlineData(10, "mlflow.io", true)]
    [InlineData(11, "mlflow.foreign", false)]
    [InlineData(13, "mlflow.io", true)]
    [InlineData(14, "mlflow.io", false)]
    [InlineData(26, "mlflow.foreign", false)]
    public void Each_error_of_SQLites_says_whether_trying_again_helps(int code, string expected, bool isTransient)
    {
        MlflowException error = SqliteFaults.Explain(new SqliteException("it", code), "/lab/mlflow.db");

        Assert.Equal((expected, isTransient), (error.Code, error.IsTransient));
        Assert.Contains("/lab/mlflow.db", error.Message);
    }

    [Fact]
    public void A_database_that_was_moved_away_is_made_again()
    {
        string run = NewRun();
        File.Move(Database, _folder["moved.db"]);
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");

        Assert.Equal("mlflow.missing", Assert.Throws<MlflowException>(() => _target.LogBatch(run, Points(1))).Code);
        Assert.NotEqual(run, NewRun());
    }

    [Fact]
    public void Two_writers_and_a_reader_get_along()
    {
        const int Batches = 40;
        string[] runs = [NewRun("one"), NewRun("two")];
        Thread[] writers = [.. runs.Select(run => new Thread(() => Write(run, Batches)))];
        Array.ForEach(writers, writer => writer.Start());
        long seen = 0;
        while (writers.Any(writer => writer.IsAlive))
        {
            long count = runs.Sum(run => _target.ReadHistory(run, "loss").LongCount());
            Assert.True(count >= seen && count % 10 == 0, $"{seen}, then {count}");
            seen = count;
        }

        Assert.All(runs, run => Assert.Equal(10 * Batches, _target.ReadHistory(run, "loss").Count()));
    }

    private void Write(string run, int batches)
    {
        using var target = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime(), TimeSpan.FromMinutes(1));
        for (int batch = 0; batch < batches; batch++)
        {
            target.LogBatch(run, Points(10, from: batch * 10));
        }
    }

    private string NewRun(string key = "key") => _target.GetOrCreateRun(
        new MlflowRunStart(_target.GetOrCreateExperiment("x").Id, key, "name", 1, "ada", [])).Id;

    private static MlflowBatch Points(int count, int from = 0) => new()
    {
        Metrics = [.. Enumerable.Range(from, count).Select(step => new MlflowMetric("loss", new MlflowPoint(step, step, step)))],
    };

    private SqliteTarget Open(Action<SqliteConnection>? opened = null) =>
        new(Database, PhysicalFileSystem.Instance, new ManualTime(), TimeSpan.Zero, opened);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
