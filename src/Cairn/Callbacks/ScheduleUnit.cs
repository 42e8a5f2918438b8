namespace Cairn.Callbacks;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Finished epochs: the rate is the same for all steps of an epoch.</summary>
    Epoch,

    /// <summary>Steps.</summary>
    Step,
}
