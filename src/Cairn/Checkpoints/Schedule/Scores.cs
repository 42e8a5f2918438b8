namespace Cairn.Checkpoints.Schedule;

/// <summary>Compares scores as <see cref="Storage.CheckpointOrder"/> ranks checkpoints. Pure.</summary>
internal static class Scores
{
    /// <summary>Whether the one is strictly better: NaN never is, and a finite score is better than an infinite one.</summary>
    public static bool IsBetter(double score, double than, MetricGoal goal)
    {
        if (double.IsNaN(score) || double.IsNaN(than))
        {
            return !double.IsNaN(score);
        }

        return double.IsFinite(score) != double.IsFinite(than)
            ? double.IsFinite(score)
            : goal == MetricGoal.Minimize ? score < than : score > than;
    }
}
