using System.Security.Cryptography;
using System.Text;
using Cairn.IO;
using Cairn.Mlflow.Targets;

namespace Cairn.Mlflow.Tracking;

/// <summary>Sends files and folders of this machine as artifacts. Stateless.</summary>
internal static class ArtifactFiles
{
    /// <summary>What MLflow takes of a digest.</summary>
    private const int DigestLength = 36;

    /// <param name="target">Where to.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="files">The door to files.</param>
    /// <param name="path">A file, or a folder with all below it.</param>
    /// <param name="folder">Under which folder of the artifacts; empty for the top.</param>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static void Send(IMlflowTarget target, string run, IFileSystem files, string path, string folder)
    {
        string name = folder.Length == 0 ? Path.GetFileName(path) : $"{folder}/{Path.GetFileName(path)}";
        if (!files.DirectoryExists(path))
        {
            target.UploadArtifact(run, name, () => new ReadingStream(files.Open(path, FileIntent.Read), ownsFile: true));
            return;
        }

        foreach (string inner in files.ListFiles(path, "*").Concat(files.ListDirectories(path)))
        {
            Send(target, run, files, inner, name);
        }
    }

    /// <summary>Of the file's content where the source is a file, else of the text.</summary>
    public static string DigestOf(IFileSystem files, string source)
    {
        if (!files.FileExists(source))
        {
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..DigestLength];
        }

        using var content = new ReadingStream(files.Open(source, FileIntent.Read), ownsFile: true);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..DigestLength];
    }
}
