using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>Data sets, and which run was given which. Every call belongs into a transaction. Stateless.</summary>
internal static class InputTable
{
    public static void Log(MlflowSession session, string runId, IReadOnlyList<MlflowDataset> datasets)
    {
        RunTable.Require(session, runId);
        foreach (MlflowDataset dataset in datasets)
        {
            Link(session, runId, DatasetId(session, runId, LegalDataset.Of(dataset)), dataset.Context);
        }
    }

    private static string DatasetId(MlflowSession session, string runId, LegalDataset dataset)
    {
        object? found = session.Scalar(
            """
            SELECT d.dataset_uuid FROM datasets d JOIN runs r ON r.experiment_id = d.experiment_id
            WHERE r.run_uuid = $1 AND d.name = $2 AND d.digest = $3
            """,
            runId,
            dataset.Name,
            dataset.Digest);
        if (found is string known)
        {
            return known;
        }

        string id = Guid.NewGuid().ToString("N");
        session.Run(
            """
            INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source,
                dataset_schema, dataset_profile)
            SELECT $2, experiment_id, $3, $4, $5, $6, $7, $8 FROM runs WHERE run_uuid = $1
            """,
            runId,
            id,
            dataset.Name,
            dataset.Digest,
            dataset.SourceType,
            dataset.SourceJson,
            dataset.SchemaJson,
            dataset.ProfileJson);
        return id;
    }

    private static void Link(MlflowSession session, string runId, string datasetId, string context)
    {
        string inputId = Guid.NewGuid().ToString("N");
        int added = session.Run(
            """
            INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
            VALUES ($1, 'DATASET', $2, 'RUN', $3) ON CONFLICT DO NOTHING
            """,
            inputId,
            datasetId,
            runId);
        if (added > 0)
        {
            session.Run(
                "INSERT INTO input_tags (input_uuid, name, value) VALUES ($1, $2, $3)",
                inputId,
                WellKnownTags.DataContext,
                context);
        }
    }
}
