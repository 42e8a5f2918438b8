namespace Cairn.Checkpoints;

/// <summary>What a save does when as many as may be are on their way already.</summary>
public enum BusyBehaviour
{
    /// <summary>Waits until one of them is written: training stands still, and nothing is left out.</summary>
    Wait,

    /// <summary>Is left out, counted and reported: training goes on.</summary>
    Skip,
}
