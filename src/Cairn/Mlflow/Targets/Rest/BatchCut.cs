namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Cuts a batch into pieces that a server takes. Pure. What it gives is legal: names, values, each key once.</summary>
internal static class BatchCut
{
    private const int MetricBytes = 120; // the braces, the names of the members, three numbers
    private const int PairBytes = 24;

    /// <summary>
    /// A batch with legal names and values, and each parameter and tag once: the first value of a parameter, of which another
    /// one becomes a tag, and the last one of a tag.
    /// </summary>
    public static MlflowBatch Legal(MlflowBatch batch)
    {
        var parameters = new Dictionary<string, string>(); // Bounded by the batch, as all here
        var tags = new Dictionary<string, string>();
        foreach ((string name, string value) in batch.Tags)
        {
            tags[MlflowNames.ToKey(name)] = MlflowNames.ToTagValue(value);
        }

        foreach ((string name, string value) in batch.Parameters)
        {
            (string key, string legal) = (MlflowNames.ToKey(name), MlflowNames.ToParameterValue(value));
            if (!parameters.TryAdd(key, legal) && parameters[key] != legal)
            {
                tags[MlflowNames.ToChangedKey(name)] = MlflowNames.ToTagValue(legal);
            }
        }

        var keys = new Dictionary<string, string>();
        var metrics = new MlflowMetric[batch.Metrics.Count];
        for (int i = 0; i < metrics.Length; i++)
        {
            (string name, MlflowPoint point) = batch.Metrics[i];
            if (!keys.TryGetValue(name, out string? key))
            {
                keys[name] = key = MlflowNames.ToKey(name);
            }

            metrics[i] = new MlflowMetric(key, point);
        }

        AddFullNames(tags, keys.Keys.Concat(batch.Parameters.Concat(batch.Tags).Select(pair => pair.Key)));
        return new MlflowBatch { Metrics = metrics, Parameters = [.. parameters], Tags = [.. tags] };
    }

    /// <summary>The pieces of a legal batch: parameters and tags first, so that a run is told what it is before it is long.</summary>
    public static IEnumerable<MlflowBatch> Pieces(MlflowBatch legal)
    {
        int parameter = 0, tag = 0, metric = 0;
        while (parameter < legal.Parameters.Count || tag < legal.Tags.Count || metric < legal.Metrics.Count)
        {
            var room = new Room();
            int firstParameter = parameter, firstTag = tag, firstMetric = metric;
            parameter = End(legal.Parameters, parameter, RestLimits.BatchPairs, PairLength, room);
            tag = End(legal.Tags, tag, RestLimits.BatchPairs, PairLength, room);
            metric = End(legal.Metrics, metric, RestLimits.BatchItems, item => MetricBytes + Length(item.Key), room);
            yield return new MlflowBatch
            {
                Parameters = [.. legal.Parameters.Skip(firstParameter).Take(parameter - firstParameter)],
                Tags = [.. legal.Tags.Skip(firstTag).Take(tag - firstTag)],
                Metrics = [.. legal.Metrics.Skip(firstMetric).Take(metric - firstMetric)],
            };
        }
    }

    private static void AddFullNames(Dictionary<string, string> tags, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (MlflowNames.FullNameTag(name) is { } tag)
            {
                tags[tag.Key] = tag.Value;
            }
        }
    }

    private static int End<T>(IReadOnlyList<T> items, int begin, int limit, Func<T, int> length, Room room)
    {
        int end = begin;
        while (end < items.Count && end - begin < limit && room.Take(length(items[end])))
        {
            end++;
        }

        return end;
    }

    private static int PairLength(KeyValuePair<string, string> pair) => PairBytes + Length(pair.Key) + Length(pair.Value);

    // As JSON writes it: six bytes for everything that is not plain.
    private static int Length(string text)
    {
        int length = 0;
        foreach (char character in text)
        {
            length += char.IsAsciiLetterOrDigit(character) || character is ' ' or '_' or '-' or '.' or '/' or ':' ? 1 : 6;
        }

        return length;
    }

    /// <summary>What a request still takes; the first item always has room.</summary>
    private sealed class Room
    {
        private int _items;
        private int _bytes;

        public bool Take(int bytes)
        {
            bool fits = _items < RestLimits.BatchItems && (_items == 0 || _bytes + bytes <= RestLimits.BatchBytes);
            (_items, _bytes) = fits ? (_items + 1, _bytes + bytes) : (_items, _bytes);
            return fits;
        }
    }
}
