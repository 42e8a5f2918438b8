using System.Globalization;
using Cairn.Mlflow.Targets.Local;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// The registry of models in the database. Every call that writes belongs into a transaction. Stateless.
/// </summary>
internal static class ModelTable
{
    /// <summary>How MLflow marks a version that was deleted; its number is not given again.</summary>
    private const string DeletedStage = "Deleted_Internal";

    public static string Register(MlflowSession session, MlflowModelRegistration registration, long nowMs)
    {
        RunTable.Require(session, registration.RunId);
        string name = MlflowNames.ToModel(registration.Model);
        Dictionary<string, string> tags = StartTags.Of(registration);
        object? found = session.Scalar(
            $"""
            SELECT v.version FROM model_version_tags t
            JOIN model_versions v ON v.name = t.name AND v.version = t.version
            WHERE t.name = $1 AND t."key" = $2 AND t.value = $3 AND coalesce(v.current_stage, '') != '{DeletedStage}'
            """,
            name,
            WellKnownTags.CheckpointKey,
            tags[WellKnownTags.CheckpointKey]);
        long version = found as long? ?? Create(session, name, registration, tags, nowMs);
        return version.ToString(CultureInfo.InvariantCulture);
    }

    public static void SetAlias(MlflowSession session, string name, string alias, string version)
    {
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || session.Scalar("SELECT 1 FROM model_versions WHERE name = $1 AND version = $2", name, number) is null)
        {
            throw LocalFaults.Missing(session.Path, $"{session.Path} has no version {version} of the model '{name}'.");
        }

        int updated = session.Run(
            "UPDATE registered_model_aliases SET version = $3 WHERE name = $1 AND alias = $2", name, alias, number);
        if (updated == 0)
        {
            session.Run(
                "INSERT INTO registered_model_aliases (name, alias, version) VALUES ($1, $2, $3)", name, alias, number);
        }
    }

    /// <summary>Newest first; empty when there is no such model.</summary>
    public static IReadOnlyList<MlflowModelVersion> List(MlflowSession session, string name)
    {
        ILookup<long, string> aliases = session.Rows(
            "SELECT version, alias FROM registered_model_aliases WHERE name = $1 ORDER BY alias",
            reader => (Version: reader.GetInt64(0), Alias: reader.GetString(1)),
            name).ToLookup(row => row.Version, row => row.Alias);
        ILookup<long, KeyValuePair<string, string>> tags = session.Rows(
            "SELECT version, \"key\", coalesce(value, '') FROM model_version_tags WHERE name = $1",
            reader => (Version: reader.GetInt64(0), Tag: KeyValuePair.Create(reader.GetString(1), reader.GetString(2))),
            name).ToLookup(row => row.Version, row => row.Tag);
        return session.Rows(
            $"""
            SELECT version, coalesce(run_id, ''), coalesce(source, '') FROM model_versions
            WHERE name = $1 AND coalesce(current_stage, '') != '{DeletedStage}' ORDER BY version DESC
            """,
            reader => Read(reader, name, aliases, tags),
            name);
    }

    private static long Create(
        MlflowSession session,
        string name,
        MlflowModelRegistration registration,
        Dictionary<string, string> tags,
        long nowMs)
    {
        session.Run(
            """
            INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES ($1, $2, $2, '')
            ON CONFLICT DO NOTHING
            """,
            name,
            nowMs);
        session.Run("UPDATE registered_models SET last_updated_time = $2 WHERE name = $1", name, nowMs);
        long version = (long)session.Scalar("SELECT coalesce(max(version), 0) + 1 FROM model_versions WHERE name = $1", name)!;
        session.Run(
            """
            INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, current_stage, source,
                run_id, status, run_link, storage_location)
            SELECT $1, $2, $3, $3, '', 'None', artifact_uri || $5, run_uuid, 'READY', '', artifact_uri || $5
            FROM runs WHERE run_uuid = $4
            """,
            name,
            version,
            nowMs,
            registration.RunId,
            ArtifactSuffix.Of(registration));
        foreach ((string key, string value) in tags)
        {
            session.Run(
                "INSERT INTO model_version_tags (name, version, \"key\", value) VALUES ($1, $2, $3, $4)",
                name,
                version,
                key,
                value);
        }

        return version;
    }

    private static MlflowModelVersion Read(
        SqliteDataReader reader,
        string name,
        ILookup<long, string> aliases,
        ILookup<long, KeyValuePair<string, string>> tags)
    {
        long version = reader.GetInt64(0);
        return new MlflowModelVersion(
            name,
            version.ToString(CultureInfo.InvariantCulture),
            reader.GetString(1),
            reader.GetString(2),
            [.. aliases[version]],
            new Dictionary<string, string>(tags[version], StringComparer.Ordinal));
    }
}
