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

    /// <summary>Fills the volume but for <paramref name="leftBytes"/>, with one file.</summary>
    public void Fill(string name, long leftBytes)
    {
        using FileStream file = new(this[name], FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[64 << 10];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(file.Length - leftBytes);
        }
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void MakeWritable() => Run("mount", "-o", "remount,rw", Path);

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
