namespace Cairn.Cli.Doctor;

/// <summary>A file that is made to see whether it can be, and removed again.</summary>
internal sealed class ProbeFile(string folder) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(folder, $".doctor-{Environment.ProcessId}.tmp");

    public void Write() => File.WriteAllBytes(Path, new byte[4096]);

    public FileStream Lock() => new(Path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

    public void Dispose() => File.Delete(Path);
}
