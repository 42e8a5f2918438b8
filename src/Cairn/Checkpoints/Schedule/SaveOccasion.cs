namespace Cairn.Checkpoints.Schedule;

/// <summary>What has just happened in a training.</summary>
public enum SaveOccasion
{
    /// <summary>A step within an epoch ended.</summary>
    StepEnded,

    /// <summary>An epoch ended, with its validation.</summary>
    EpochEnded,

    /// <summary>The training ends here, finished or interrupted.</summary>
    Exit,
}
