namespace Cairn.Mlflow.Targets.Local;

/// <summary>
/// A batch with legal names and values, in the order in which the local targets write it. Not thread-safe.
/// </summary>
internal sealed class LegalBatch
{
    private LegalBatch(MlflowBatch batch)
    {
        Dictionary<string, string> keys = KeysOf(batch);
        Metrics = [.. batch.Metrics.GroupBy(metric => keys[metric.Key], metric => metric.Point)];
        Parameters = [.. batch.Parameters.Select(parameter => new KeyValuePair<string, string>(
            parameter.Key, MlflowNames.ToParameterValue(parameter.Value)))];
        Tags = FullNames(keys.Keys);
        foreach (KeyValuePair<string, string> tag in batch.Tags)
        {
            Tags[keys[tag.Key]] = MlflowNames.ToTagValue(tag.Value);
        }
    }

    /// <summary>By legal key; points as they came.</summary>
    public IReadOnlyList<IGrouping<string, MlflowPoint>> Metrics { get; }

    /// <summary>
    /// By the name that the user gave, because a changed one's tag is named from it; values are legal.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>
    /// By legal key. Whoever writes the batch adds the tags of changed parameters. Bounded by the batch.
    /// </summary>
    public Dictionary<string, string> Tags { get; }

    public static LegalBatch Of(MlflowBatch batch) => new(batch);

    /// <summary>Notes a parameter that keeps another value.</summary>
    public void AddChanged(KeyValuePair<string, string> parameter) =>
        Tags[MlflowNames.ToChangedKey(parameter.Key)] = MlflowNames.ToTagValue(parameter.Value);

    private static Dictionary<string, string> KeysOf(MlflowBatch batch)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (MlflowMetric metric in batch.Metrics)
        {
            if (!keys.ContainsKey(metric.Key))
            {
                keys.Add(metric.Key, MlflowNames.ToKey(metric.Key));
            }
        }

        foreach (KeyValuePair<string, string> pair in batch.Parameters.Concat(batch.Tags))
        {
            keys.TryAdd(pair.Key, MlflowNames.ToKey(pair.Key));
        }

        return keys;
    }

    private static Dictionary<string, string> FullNames(IEnumerable<string> names)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (MlflowNames.FullNameTag(name) is { } tag)
            {
                tags[tag.Key] = tag.Value;
            }
        }

        return tags;
    }
}
