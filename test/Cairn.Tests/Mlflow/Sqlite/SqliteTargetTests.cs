using Cairn.IO;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Mlflow.Sqlite;

public sealed class SqliteTargetTests : MlflowTargetContract
{
    private protected override bool KeepsInfinity => false;

    private string Database => Folder["mlflow.db"];

    private protected override IMlflowTarget Open() => new SqliteTarget(Database, PhysicalFileSystem.Instance, Time);

    private protected override void DeleteExperiment(string id) =>
        Execute($"UPDATE experiments SET lifecycle_stage = 'deleted' WHERE experiment_id = {id}");

    private protected override void DeleteRun(string id) =>
        Execute($"UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = '{id}'");

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
