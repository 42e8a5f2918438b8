using Cairn.Checkpoints;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>What a process finds that opens a store behind one that died. Fails when anything in it is half.</summary>
internal sealed record AfterDeath(int NewestEpoch, IReadOnlyList<CheckpointMetadata> Listed, IReadOnlyList<string> InTrash)
{
    public static AfterDeath In(string store, string? directory = null)
    {
        directory ??= Path.Combine(store, "checkpoints");
        using var tracker = CairnTracker.Open(store, new CairnOptions { CheckpointDirectory = directory });
        using CheckpointManager manager = tracker.OpenCheckpoints(
            SomeModel.Options(latest: 100, SomeModel.BackupOf(store)));
        AssertSwept(directory);
        AssertSwept(SomeModel.BackupOf(store));
        Assert.All(manager.VerifyAll().Concat(manager.VerifyBackup()), found => Assert.True(found.IsSound, found.Problem));

        IReadOnlyList<CheckpointMetadata> listed = manager.ListCheckpoints(SomeModel.Name);
        Assert.NotEmpty(listed);
        AssertIsWhatIsThere(store, directory, listed);
        using LoadedCheckpoint newest = manager.LoadLatest(SomeModel.Name)!;
        Assert.Empty(newest.PassedOver);
        return new AfterDeath(
            SomeModel.EpochOf(newest), listed, [.. manager.ListTrash().Select(trashed => trashed.CheckpointId)]);
    }

    private static void AssertSwept(string directory)
    {
        string saving = Path.Combine(directory, ".saving");
        Assert.Empty(Directory.Exists(saving) ? Directory.GetFileSystemEntries(saving) : []);
    }

    private static void AssertIsWhatIsThere(string store, string directory, IReadOnlyList<CheckpointMetadata> listed)
    {
        IEnumerable<string?> folders = Directory.GetDirectories(Path.Combine(directory, SomeModel.Name)).Select(Path.GetFileName).Order();
        Assert.Equal(folders, listed.Select(one => one.CheckpointId).Order());
        using var index = new SqliteRunStore(store);
        Assert.Equal(
            listed.Select(one => one.CheckpointId), index.ListCheckpoints(SomeModel.Name).Select(one => one.CheckpointId));
    }
}
