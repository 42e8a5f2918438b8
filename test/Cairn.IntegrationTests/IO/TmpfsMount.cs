namespace Cairn.IntegrationTests.IO;

/// <summary>A volume of a few megabytes in memory, mounted on a folder of its own; gone on disposal.</summary>
internal sealed class TmpfsMount : IDisposable
{
    /// <exception cref="IOException">Mounting is not possible here; nothing is left behind.</exception>
    public TmpfsMount(int sizeMegabytes)
    {
        Path = Directory.CreateTempSubdirectory("cairn-tmpfs-").FullName;
        try
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={sizeMegabytes}m", "cairn-test", Path);
        }
        catch
        {
            Directory.Delete(Path);
            throw;
        }
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Join(Path, name);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
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
