using Cairn.Checkpoints.Layout;
using Cairn.IO;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// The right to publish a checkpoint under an id, and its folder in the making. Disposing gives both up: what was not
/// published is deleted.
/// </summary>
internal sealed class ClaimedId(CheckpointLayout layout, string id, IFileLock held) : IDisposable
{
    private bool _isDisposed;

    public string Id => id;

    /// <summary>Where the checkpoint is written before it is published.</summary>
    public string Folder => layout.SavingFolder(id);

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Forget(() => layout.Files.DeleteDirectory(Folder));
        if (OperatingSystem.IsWindows())
        {
            held.Dispose(); // an open file cannot be deleted there, and one that another holds cannot either
            Forget(() => layout.Files.DeleteFile(held.Path));
            return;
        }

        Forget(() => layout.Files.DeleteFile(held.Path)); // while it is held, so that it is no one else's
        held.Dispose();
    }

    /// <summary>What cannot be deleted now, the next process sweeps away.</summary>
    private static void Forget(Action delete)
    {
        try
        {
            delete();
        }
        catch (IOException)
        {
            // Nothing depends on it.
        }
    }
}
