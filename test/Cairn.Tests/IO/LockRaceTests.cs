using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.IO;

/// <summary>Holders that delete the file of their lock, as those who publish checkpoints do.</summary>
public sealed class LockRaceTests : IDisposable
{
    private const int Rounds = 3000;

    private readonly TempFolder _folder = new();
    private int _holders;

    [RequiresLinux]
    public void A_lock_whose_file_its_holders_delete_is_held_by_one_at_a_time_and_never_called_broken()
    {
        Task[] all = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(TakeAndDelete))];

        Task.WaitAll(all);
    }

    public void Dispose() => _folder.Dispose();

    private void TakeAndDelete()
    {
        for (int round = 0; round < Rounds; round++)
        {
            using IFileLock? held = PhysicalFileSystem.Instance.TryLock(_folder["lock"]);
            if (held is not { IsIntact: true })
            {
                continue;
            }

            Assert.Equal(1, Interlocked.Increment(ref _holders));
            Interlocked.Decrement(ref _holders);
            PhysicalFileSystem.Instance.DeleteFile(_folder["lock"]);
        }
    }
}
