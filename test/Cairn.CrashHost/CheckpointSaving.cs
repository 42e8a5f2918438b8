using Cairn.Checkpoints;
using Cairn.Tests.Support;

namespace Cairn.CrashHost;

/// <summary>
/// Saves a number of checkpoints behind the newest that is there, each as soon as the one before is published, and keeps
/// three. Says <c>saved EPOCH ID</c> or <c>refused CODE</c> of each, and <c>failure MESSAGE</c> of what else goes wrong.
/// </summary>
internal static class CheckpointSaving
{
    public static int Run(string store, int count)
    {
        var options = new CairnOptions { OnFailure = Tell };
        using var tracker = CairnTracker.Open(store, options);
        using CheckpointManager manager = tracker.OpenCheckpoints(SomeModel.Options(latest: 3));
        int first = NewestEpoch(manager) + 1;
        for (int i = 0; i < count; i++)
        {
            Console.WriteLine(Save(manager, first + i));
        }

        return 0;
    }

    private static int NewestEpoch(CheckpointManager manager)
    {
        using LoadedCheckpoint? newest = manager.LoadLatest(SomeModel.Name);
        return newest is null ? 0 : SomeModel.EpochOf(newest);
    }

    private static string Save(CheckpointManager manager, int epoch)
    {
        try
        {
            return $"saved {epoch} {manager.Save(SomeModel.Content(epoch))!.CheckpointId}";
        }
        catch (CheckpointException refusal)
        {
            return $"refused {refusal.Code}";
        }
    }

    private static void Tell(CairnFailure failure)
    {
        if (failure.Kind == CairnFailureKind.Checkpoints)
        {
            Console.WriteLine($"failure {failure.Message}");
        }
    }
}
