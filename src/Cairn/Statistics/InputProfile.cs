using Cairn.Statistics.Sketches;

namespace Cairn.Statistics;

/// <summary>
/// What a model was given and answered: a sketch of each feature and of the confidence, and how often each action. Made
/// while training it travels in the checkpoint; made of live predictions it is compared with that. About a kilobyte for
/// each feature, however many records there are. Not thread-safe.
/// </summary>
public sealed class InputProfile
{
    /// <summary>Features behind these are not sketched.</summary>
    public const int MaxFeatures = 256;

    /// <summary>Further actions are counted together as <see cref="OtherAction"/>.</summary>
    public const int MaxActions = 256;

    /// <summary>What actions beyond <see cref="MaxActions"/> are counted as.</summary>
    public const string OtherAction = "(other)";

    // Bounded by MaxFeatures.
    private readonly List<QuantileSketch> _features = [];
    private readonly List<string> _names;

    // Bounded by MaxActions and the other one.
    private readonly SortedDictionary<string, long> _actions = new(StringComparer.Ordinal);

    /// <summary>A profile of nothing.</summary>
    /// <param name="featureNames">What the features are called, in their order; they may also have no names.</param>
    /// <exception cref="ArgumentException">There are more names than <see cref="MaxFeatures"/>.</exception>
    public InputProfile(IEnumerable<string>? featureNames = null)
    {
        _names = [.. featureNames ?? []];
        if (_names.Count > MaxFeatures)
        {
            throw new ArgumentException(
                $"There are {_names.Count} names; only the first {MaxFeatures} features are sketched. Name those.",
                nameof(featureNames));
        }
    }

    /// <summary>Records that were added, with those of profiles that were merged into this one.</summary>
    public long Records { get; private set; }

    /// <summary>How many features are sketched: those of the longest record.</summary>
    public int FeatureCount => _features.Count;

    /// <summary>Names of the features, in their order; there may be fewer than features, or none.</summary>
    public IReadOnlyList<string> FeatureNames => _names;

    /// <summary>How often each action was the answer.</summary>
    public IReadOnlyDictionary<string, long> Actions => _actions;

    internal QuantileSketch Confidence { get; private init; } = new();

    /// <summary>Reads what <see cref="ToBytes"/> made; false, and never an exception, for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out InputProfile profile) =>
        InputProfileCodec.TryRead(bytes, out profile);

    /// <summary>Takes a record. No value is refused: what is no number is counted as missing.</summary>
    /// <param name="features">What the model was given; those behind <see cref="MaxFeatures"/> are left out.</param>
    /// <param name="confidence">How sure it was; NaN when it did not say.</param>
    /// <param name="action">Its answer.</param>
    public void Add(ReadOnlySpan<float> features, double confidence, string action)
    {
        AddInput(features);
        AddOutput(confidence, action);
    }

    /// <summary>Takes a record of which only the features are known, as those that a model is trained on.</summary>
    /// <param name="features">What the model was given; those behind <see cref="MaxFeatures"/> are left out.</param>
    public void AddInput(ReadOnlySpan<float> features)
    {
        AddFeatures(features, weightLog: 0);
        Records++;
    }

    /// <summary>Takes an answer whose features are not looked at, as those of a validation.</summary>
    /// <param name="confidence">How sure the model was; NaN when it did not say.</param>
    /// <param name="action">Its answer.</param>
    public void AddOutput(double confidence, string action)
    {
        Confidence.Add((float)confidence);
        CountAction(action, 1);
    }

    /// <summary>Takes all that another profile has taken. Names stay, where this one has them.</summary>
    public void Merge(InputProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        EnsureFeatures(other.FeatureCount);
        for (int i = 0; i < other.FeatureCount; i++)
        {
            _features[i].Merge(other._features[i]);
        }

        Confidence.Merge(other.Confidence);
        _names.AddRange(other._names.Skip(_names.Count));
        foreach ((string action, long count) in other._actions)
        {
            CountAction(action, count);
        }

        Records += other.Records;
    }

    /// <summary>The profile as bytes, little endian, the same on every machine: about a kilobyte for each feature.</summary>
    public byte[] ToBytes() => InputProfileCodec.Write(this);

    internal QuantileSketch Feature(int index) => _features[index];

    /// <summary>What a feature is called, if need be by its place.</summary>
    internal string NameOf(int feature) => feature < _names.Count ? _names[feature] : $"feature {feature}";

    /// <summary>Takes the values of a record that was drawn from 2^<paramref name="weightLog"/>; it counts none.</summary>
    internal void AddSample(ReadOnlySpan<float> features, double confidence, int weightLog)
    {
        AddFeatures(features, weightLog);
        Confidence.Add((float)confidence, weightLog);
    }

    private void AddFeatures(ReadOnlySpan<float> features, int weightLog)
    {
        int count = Math.Min(features.Length, MaxFeatures);
        EnsureFeatures(count);
        for (int i = 0; i < count; i++)
        {
            _features[i].Add(features[i], weightLog);
        }
    }

    /// <summary>Counts records with this answer, without their values.</summary>
    internal void Count(string action, long records)
    {
        Records += records;
        CountAction(action, records);
    }

    internal static InputProfile Restore(
        long records, IEnumerable<string> names, QuantileSketch confidence, IEnumerable<QuantileSketch> features)
    {
        var profile = new InputProfile(names) { Records = records, Confidence = confidence };
        profile._features.AddRange(features);
        return profile;
    }

    internal void CountAction(string action, long count)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (!_actions.ContainsKey(action) && _actions.Count >= MaxActions)
        {
            action = OtherAction;
        }

        _actions[action] = _actions.GetValueOrDefault(action) + count;
    }

    private void EnsureFeatures(int count)
    {
        while (_features.Count < count)
        {
            _features.Add(new QuantileSketch());
        }
    }
}
