using Cairn.Checkpoints;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.CrashHost;

/// <summary>
/// Works on checkpoints with files that end the process at a chosen change. Two checkpoints are published before, of the
/// epochs 1 and 2, with a backup each; when no change is left to die at, the process ends with 0.
/// </summary>
internal static class CheckpointScenarios
{
    public static int Run(string store, string scenario, int at, bool halfway = false)
    {
        using var tracker = CairnTracker.Open(store);
        List<string> ids;
        using (CheckpointManager manager = tracker.OpenCheckpoints(SomeModel.Options(2, SomeModel.BackupOf(store))))
        {
            ids = [.. Enumerable.Range(1, 2).Select(epoch => manager.Save(SomeModel.Content(epoch))!.CheckpointId)];
            Prepare(manager, scenario, ids, store);
        }

        var services = new CheckpointServices(
            new DyingFileSystem(PhysicalFileSystem.Instance, new DeathNote(at, halfway)), store,
            Path.Combine(store, "checkpoints"),
            tracker.Recorder, () => tracker.FlushAsync(), new FailureReporter(static _ => { }), TimeProvider.System,
            static _ => { }, static _ => { });
        using var dying = new CheckpointManager(services, SomeModel.Options(1, SomeModel.BackupOf(store)));
        Work(dying, scenario, ids);
        return 0;
    }

    private static void Prepare(CheckpointManager manager, string scenario, List<string> ids, string store)
    {
        switch (scenario)
        {
            case "backup":
                Directory.Delete(SomeModel.BackupOf(store), recursive: true);
                break;
            case "restore":
                manager.Delete(ids[1]);
                break;
            case "restore-backup":
                manager.Delete(ids[1]);
                manager.EmptyTrash();
                break;
            case "empty-trash":
                manager.Delete(ids[0]);
                break;
        }
    }

    private static void Work(CheckpointManager manager, string scenario, List<string> ids)
    {
        switch (scenario)
        {
            case "save":
                manager.Save(SomeModel.Content(3));
                break;
            case "prune":
                manager.Prune(SomeModel.Name);
                break;
            case "backup":
                manager.BackUp(ids[1]);
                break;
            case "restore" or "restore-backup":
                manager.Restore(ids[1]);
                break;
            case "empty-trash":
                manager.EmptyTrash();
                break;
            case "pin":
                manager.Pin(ids[0], "paper");
                break;
            default:
                throw new ArgumentException($"There is no scenario '{scenario}'.", nameof(scenario));
        }
    }
}
