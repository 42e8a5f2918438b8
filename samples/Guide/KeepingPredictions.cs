using Cairn;
using Cairn.Inference;
using Cairn.Storage;

namespace Guide;

internal static class KeepingPredictions
{
    public static async Task AllAsync()
    {
        using var tracker = CairnTracker.Open("cairn");
        #region cleanup
        CleanupReport report = tracker.Inference.CleanupOldLogs(daysToKeep: 30);
        Console.WriteLine($"{report.Archived} archived, {report.Deleted} deleted, into {report.Path}");
        #endregion

        #region read
        foreach (PredictionArchive archive in tracker.Inference.ListArchives())
        {
            foreach (PredictionInfo prediction in archive.Read()) // verifies it first
            {
                Console.WriteLine($"{prediction.DecisionTime:u} {prediction.Symbol} {prediction.Action}");
            }
        }
        #endregion

        if (tracker.Inference.ListArchives().Count > 0)
        {
            #region restore
            RestoreReport restored = await tracker.Inference.RestoreArchiveAsync("predictions_20261001_20261022_1");
            #endregion
            Console.WriteLine(restored.Restored);
        }
    }
}
