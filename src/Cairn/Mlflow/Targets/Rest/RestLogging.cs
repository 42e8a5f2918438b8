using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Points, parameters, tags and data sets on their way to a tracking server. Not thread-safe.</summary>
internal sealed class RestLogging(RestClient client, RestRuns runs)
{
    /// <inheritdoc cref="IMlflowTarget.LogBatch"/>
    public void LogBatch(string runId, MlflowBatch batch)
    {
        MlflowBatch legal = BatchCut.Legal(batch);
        foreach (MlflowBatch piece in BatchCut.Pieces(legal))
        {
            try
            {
                Send(runId, piece);
            }
            catch (MlflowException e) when (e is { Code: "mlflow.refused", ServerCode: "INVALID_PARAMETER_VALUE" })
            {
                SendWithoutChanges(runId, piece, legal, e);
            }
        }
    }

    /// <inheritdoc cref="IMlflowTarget.LogInputs"/>
    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets)
    {
        if (datasets.Count == 0)
        {
            return;
        }

        client.Post("runs/log-inputs", json =>
        {
            json.WriteString("run_id", runId);
            json.WriteStartArray("datasets");
            foreach (MlflowDataset dataset in datasets)
            {
                Write(json, dataset);
            }

            json.WriteEndArray();
        });
    }

    // A refused batch has left nothing. What others logged meanwhile counts: the run is read now. A change that the whole
    // batch tells itself is a later one.
    private void SendWithoutChanges(string runId, MlflowBatch piece, MlflowBatch whole, MlflowException refused)
    {
        JsonElement run = runs.Get(runId);
        if (RunJson.IsDeleted(run))
        {
            string message = $"The run {runId} was deleted on {client.Location}. Restore it there (mlflow runs restore --run-id {runId}) "
                + "to go on.";
            throw client.Faults.Fault("mlflow.refused", message, isTransient: false, refused.ServerCode);
        }

        Dictionary<string, string> logged = RestJson.Pairs(RestJson.Object(run, "data"), "params");
        ILookup<bool, KeyValuePair<string, string>> parameters = piece.Parameters.ToLookup(
            pair => logged.TryGetValue(pair.Key, out string? value) && value != pair.Value);
        if (!parameters[true].Any())
        {
            throw refused;
        }

        IEnumerable<KeyValuePair<string, string>> changes = parameters[true]
            .Select(pair => new KeyValuePair<string, string>(MlflowNames.ToChangedKey(MlflowNames.FromKey(pair.Key)), pair.Value))
            .ExceptBy(whole.Tags.Select(tag => tag.Key), pair => pair.Key);
        MlflowBatch rest = piece with { Parameters = [.. parameters[false]], Tags = [.. piece.Tags, .. changes] };
        foreach (MlflowBatch part in BatchCut.Pieces(rest))
        {
            Send(runId, part);
        }
    }

    private void Send(string runId, MlflowBatch piece) => client.Post("runs/log-batch", json =>
    {
        json.WriteString("run_id", runId);
        if (piece.Metrics.Count > 0)
        {
            RestJson.WriteMetrics(json, "metrics", piece.Metrics);
        }

        if (piece.Parameters.Count > 0)
        {
            RestJson.WritePairs(json, "params", piece.Parameters);
        }

        if (piece.Tags.Count > 0)
        {
            RestJson.WritePairs(json, "tags", piece.Tags);
        }
    });

    private static void Write(Utf8JsonWriter json, MlflowDataset dataset)
    {
        json.WriteStartObject();
        RestJson.WritePairs(json, "tags", [new("mlflow.data.context", MlflowNames.ToTagValue(dataset.Context))]);
        json.WriteStartObject("dataset");
        json.WriteString("name", DatasetName(dataset.Name));
        json.WriteString("digest", Digest(dataset));
        (string type, string member) = SourceType(dataset.Source);
        json.WriteString("source_type", type);
        json.WriteString("source", SourceJson(member, dataset.Source));
        if (dataset.SchemaJson is { } schema)
        {
            json.WriteString("schema", schema);
        }

        if (dataset.ProfileJson is { } profile)
        {
            json.WriteString("profile", profile);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string DatasetName(string name) =>
        name.Length <= RestLimits.DatasetText ? name : MlflowNames.ToExperiment(name); // cut by the same rule, at the same length

    // Without one, data sets of a name would be taken for one.
    private static string Digest(MlflowDataset dataset)
    {
        string digest = dataset.Digest.Length > 0
            ? dataset.Digest
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{dataset.Name}\n{dataset.Source}")));
        return digest.Length <= RestLimits.Digest ? digest : digest[..RestLimits.Digest];
    }

    private static (string Type, string Member) SourceType(string source) => source.Split("://", 2)[0] switch
    {
        "http" or "https" => ("http", "url"),
        "s3" => ("s3", "uri"),
        _ => ("local", "uri"),
    };

    private static string SourceJson(string member, string source)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString(member, source);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
