using Cairn.Statistics.Sketches;

namespace Cairn.Statistics;

/// <summary>
/// A profile as bytes: format, records, names, actions, the sketch of the confidence, those of the features. Reading
/// believes nothing. Stateless.
/// </summary>
internal static class InputProfileCodec
{
    private const byte Format = 1;

    /// <summary>Of a name, in UTF-8: what is longer is cut.</summary>
    private const int MaxNameBytes = 1024;

    public static byte[] Write(InputProfile profile)
    {
        var bytes = new ByteWriter();
        bytes.Byte(Format);
        bytes.Number((ulong)profile.Records);
        bytes.Number((ulong)profile.FeatureNames.Count);
        foreach (string name in profile.FeatureNames)
        {
            bytes.Text(Fit(name));
        }

        bytes.Number((ulong)profile.Actions.Count);
        foreach ((string action, long count) in profile.Actions)
        {
            bytes.Text(Fit(action));
            bytes.Number((ulong)count);
        }

        SketchCodec.Write(bytes, profile.Confidence);
        bytes.Number((ulong)profile.FeatureCount);
        for (int i = 0; i < profile.FeatureCount; i++)
        {
            SketchCodec.Write(bytes, profile.Feature(i));
        }

        return bytes.ToArray();
    }

    public static bool TryRead(ReadOnlySpan<byte> input, out InputProfile profile)
    {
        profile = new InputProfile();
        var bytes = new ByteReader(input);
        if (bytes.Byte() != Format)
        {
            return false;
        }

        long records = bytes.Count();
        if (!TryReadNames(ref bytes, out List<string> names)
            || !TryReadActions(ref bytes, out List<KeyValuePair<string, long>> actions)
            || !SketchCodec.TryRead(ref bytes, out QuantileSketch confidence)
            || !TryReadFeatures(ref bytes, out List<QuantileSketch> features)
            || !bytes.IsAtEnd)
        {
            return false;
        }

        profile = InputProfile.Restore(records, names, confidence, features);
        foreach ((string action, long count) in actions)
        {
            profile.CountAction(action, count);
        }

        return true;
    }

    private static bool TryReadNames(ref ByteReader bytes, out List<string> names)
    {
        names = []; // bounded by MaxFeatures
        ulong count = bytes.Number();
        for (ulong i = 0; i < count && count <= InputProfile.MaxFeatures && !bytes.HasFailed; i++)
        {
            names.Add(bytes.Text(MaxNameBytes));
        }

        return count <= InputProfile.MaxFeatures && !bytes.HasFailed;
    }

    private static bool TryReadActions(ref ByteReader bytes, out List<KeyValuePair<string, long>> actions)
    {
        actions = []; // bounded by MaxActions
        ulong count = bytes.Number();
        for (ulong i = 0; i < count && count <= InputProfile.MaxActions + 1 && !bytes.HasFailed; i++)
        {
            actions.Add(new(bytes.Text(MaxNameBytes), bytes.Count()));
        }

        return count <= InputProfile.MaxActions + 1 && !bytes.HasFailed;
    }

    private static bool TryReadFeatures(ref ByteReader bytes, out List<QuantileSketch> features)
    {
        features = []; // bounded by MaxFeatures
        ulong count = bytes.Number();
        for (ulong i = 0; i < count && count <= InputProfile.MaxFeatures; i++)
        {
            if (!SketchCodec.TryRead(ref bytes, out QuantileSketch sketch))
            {
                return false;
            }

            features.Add(sketch);
        }

        return count <= InputProfile.MaxFeatures && !bytes.HasFailed;
    }

    /// <summary>At most four bytes a character.</summary>
    private static string Fit(string name) => name.Length <= MaxNameBytes / 4 ? name : name[..(MaxNameBytes / 4)];
}
