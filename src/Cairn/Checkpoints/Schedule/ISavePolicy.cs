namespace Cairn.Checkpoints.Schedule;

/// <summary>When a checkpoint is worth saving. Pure: the same moment and past give the same answer.</summary>
public interface ISavePolicy
{
    /// <summary>Why to save now, in a few words; null not to.</summary>
    string? Reason(in SaveMoment now, in SaveHistory past);
}
