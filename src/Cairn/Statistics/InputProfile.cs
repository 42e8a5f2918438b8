namespace Cairn.Statistics;

/// <summary>
/// What a model was given and answered: a sketch of each feature and of the confidence, and how often each action. Made
/// while training it travels in the checkpoint; made of live predictions it is compared with that. Not thread-safe.
/// </summary>
public sealed class InputProfile
{
    /// <summary>Features behind these are not sketched.</summary>
    public const int MaxFeatures = 256;
}
