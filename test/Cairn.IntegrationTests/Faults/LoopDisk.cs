using Cairn.IntegrationTests.IO;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Faults;

/// <summary>An ext4 volume in a file, whose power can be cut: what was not synced is gone.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly TempFolder _folder = new();
    private bool _isMounted;

    /// <exception cref="IOException">Mounting or cutting is not possible here; nothing is left behind.</exception>
    public LoopDisk(int sizeMegabytes)
    {
        try
        {
            Directory.CreateDirectory(Mount);
            using (FileStream image = File.Create(_folder["image"]))
            {
                image.SetLength((long)sizeMegabytes << 20);
            }

            Run("mkfs.ext4", "-q", "-F", _folder["image"]);
            PowerOn();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string this[string name] => Path.Join(Mount, name);

    private string Mount => _folder["mount"];

    /// <summary>
    /// The kernel forgets every page that was not synced, and refuses all further work on the volume.
    /// </summary>
    public void CutPower() => Run("xfs_io", "-x", "-c", "shutdown", Mount);

    public void PowerOn()
    {
        if (_isMounted)
        {
            Run("umount", Mount);
            _isMounted = false;
        }

        Run("mount", "-o", "loop", _folder["image"], Mount);
        _isMounted = true;
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", Mount);
        }

        _folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        var run = ChildProcess.Run(program, arguments);
        if (run.ExitCode != 0)
        {
            throw new IOException($"{program} {string.Join(' ', arguments)}: {run.Output.Trim()}");
        }
    }
}
