namespace Cairn.Toto.Model;

/// <summary>How the learning rate goes after the warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays as it is.</summary>
    Constant,

    /// <summary>It falls along half a cosine and would reach zero one step after the last.</summary>
    Cosine,
}
