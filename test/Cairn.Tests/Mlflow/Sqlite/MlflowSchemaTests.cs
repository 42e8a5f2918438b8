using System.Text;
using System.Text.RegularExpressions;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Sqlite;
using Cairn.Tests.Approvals;
using Cairn.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Mlflow.Sqlite;

public sealed partial class MlflowSchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder["mlflow.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_database_has_the_approved_tables()
    {
        Make();

        Approval.Verify("MlflowSchema", Describe(Database));
    }

    [Fact]
    public void A_new_database_is_exactly_MLflows()
    {
        if (GoldenMlflow.Read("schema-0584bdc529eb.sql") is not { } golden)
        {
            return; // the approved text stands in
        }

        Make();
        Execute(_folder["golden.db"], golden);

        Assert.Equal(Describe(_folder["golden.db"]), Describe(Database));
    }

    [Fact]
    public void A_new_database_has_a_revision_and_the_default_experiment()
    {
        Make();

        Assert.Equal("0584bdc529eb", Scalar("SELECT version_num FROM alembic_version"));
        Assert.Equal(
            "Default mlflow-artifacts:/0 active",
            Scalar("SELECT name || ' ' || artifact_location || ' ' || lifecycle_stage FROM experiments WHERE experiment_id = 0"));
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("ALTER TABLE runs ADD COLUMN colour TEXT; UPDATE alembic_version SET version_num = 'ffffffffffff'")]
    [InlineData("ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) NOT NULL DEFAULT 'default'")]
    [InlineData("CREATE TABLE logged_models (model_id VARCHAR(32)); DROP INDEX index_metrics_run_uuid")]
    public void A_database_that_MLflow_brought_to_a_later_revision_is_written_as_before(string upgrade)
    {
        using var target = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime());
        string experiment = target.GetOrCreateExperiment("before").Id;
        Execute(Database, upgrade);
        MlflowRun run = target.GetOrCreateRun(new MlflowRunStart(experiment, "key", "name", 1, "ada", []));
        target.LogBatch(run.Id, new MlflowBatch { Metrics = [new MlflowMetric("loss", new MlflowPoint(1, 2, 3))] });
        using var again = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime());

        Assert.NotEqual(experiment, again.GetOrCreateExperiment("after").Id);
        Assert.Equal(3, again.FindRun(run.Id)!.Metrics["loss"].Value);
        Assert.Single(again.ReadHistory(run.Id, "loss"));
    }

    [Theory]
    [InlineData("ALTER TABLE runs DROP COLUMN deleted_time", "deleted_time")]
    [InlineData("DROP TABLE input_tags", "input_tags")]
    public void A_database_without_a_needed_column_is_foreign_and_the_remedy_is_told(string change, string missing)
    {
        Make();
        Execute(Database, change);
        using var target = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime());

        MlflowException error = Assert.Throws<MlflowException>(() => target.GetOrCreateExperiment("x"));
        Assert.Equal("mlflow.foreign", error.Code);
        Assert.False(error.IsTransient);
        Assert.Contains(missing, error.Message);
        Assert.Contains("mlflow db upgrade", error.Message);
    }

    [Fact]
    public void A_database_of_another_program_is_foreign_and_stays_as_it_is()
    {
        Execute(Database, "CREATE TABLE accounts (name TEXT)");
        using var target = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime());

        Assert.Equal("mlflow.foreign", Assert.Throws<MlflowException>(() => target.GetOrCreateExperiment("x")).Code);
        Assert.Equal(1L, Scalar("SELECT count(*) FROM sqlite_master"));
    }

    private void Make()
    {
        using var target = new SqliteTarget(Database, PhysicalFileSystem.Instance, new ManualTime());
        target.GetOrCreateExperiment("any");
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Every statement without what has no meaning, in the order of names.</summary>
    private static string Describe(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name", connection);
        using SqliteDataReader reader = command.ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            string sql = Space().Replace(reader.GetString(0).Replace("\"", "", StringComparison.Ordinal), " ");
            text.AppendLine(Inner().Replace(sql, "$1").Replace(", ", ",\n  ", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@" ?([()]) ?")]
    private static partial Regex Inner();
}
