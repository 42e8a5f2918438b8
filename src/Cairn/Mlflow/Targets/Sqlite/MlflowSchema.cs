using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>The tables of MLflow's database: makes them in a new file, and holds a file of others to them.</summary>
internal static class MlflowSchema
{
    /// <summary>
    /// The revision that MLflow's migrations know this schema by. MLflow brings the file to its own revision when it
    /// opens it.
    /// </summary>
    public const string Revision = "0584bdc529eb";

    /// <summary>
    /// What Cairn reads and writes. A file of any revision that has these columns is good enough: columns that were
    /// added since have defaults, or MLflow's own older writers could not go on either.
    /// </summary>
    private static readonly Dictionary<string, string> Needed = new() // bounded by these lines
    {
        ["experiments"] = "experiment_id name artifact_location lifecycle_stage creation_time last_update_time",
        ["runs"] = "run_uuid name source_type source_name entry_point_name user_id status start_time end_time source_version "
            + "lifecycle_stage artifact_uri experiment_id deleted_time",
        ["metrics"] = "key value timestamp run_uuid step is_nan",
        ["latest_metrics"] = "key value timestamp step is_nan run_uuid",
        ["params"] = "key value run_uuid",
        ["tags"] = "key value run_uuid",
        ["datasets"] = "dataset_uuid experiment_id name digest dataset_source_type dataset_source dataset_schema dataset_profile",
        ["inputs"] = "input_uuid source_type source_id destination_type destination_id",
        ["input_tags"] = "input_uuid name value",
        ["registered_models"] = "name creation_time last_updated_time description",
        ["model_versions"] = "name version creation_time last_updated_time description user_id current_stage source run_id status "
            + "status_message run_link storage_location",
        ["model_version_tags"] = "key value name version",
        ["registered_model_aliases"] = "alias version name",
    };

    /// <summary>Whether nothing was made in the file yet.</summary>
    public static bool IsEmpty(SqliteConnection connection) =>
        connection.Scalar("SELECT 1 FROM sqlite_master LIMIT 1") is null;

    /// <summary>Makes everything, with the experiment that MLflow expects. Belongs into a transaction.</summary>
    public static void Create(SqliteConnection connection, long nowMs)
    {
        connection.Run(MlflowSchemaScript.Text);
        using var revision = new SqliteStatement(connection, "INSERT INTO alembic_version VALUES ($1)");
        revision.Run(Revision);
        using var experiment = new SqliteStatement(connection, """
            INSERT INTO experiments
                (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', $1, $1)
            """);
        experiment.Run(nowMs);
    }

    /// <exception cref="MlflowException">Something is missing (<c>mlflow.foreign</c>).</exception>
    public static void Require(SqliteConnection connection, string path)
    {
        using var columns = new SqliteStatement(connection, "SELECT name FROM pragma_table_info($1)");
        foreach ((string table, string needed) in Needed)
        {
            var there = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            using SqliteDataReader reader = columns.Query(table);
            while (reader.Read())
            {
                there.Add(reader.GetString(0));
            }

            if (needed.Split(' ').FirstOrDefault(column => !there.Contains(column)) is { } missing)
            {
                throw Foreign(path, there.Count == 0 ? $"it has no table {table}" : $"its table {table} has no column {missing}");
            }
        }
    }

    public static MlflowException Foreign(string path, string why, Exception? inner = null) => new(
        "mlflow.foreign",
        path,
        $"{path} is not an MLflow database that Cairn can use: {why}. If an older MLflow made it, back it up and run "
        + $"'mlflow db upgrade sqlite:///{path}'; otherwise choose another file.",
        isTransient: false,
        inner);
}
