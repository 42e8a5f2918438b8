using System.Text;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>The file of a metric, a parameter or a tag: its key is a path. Stateless.</summary>
/// <remarks>
/// A name can be a file or a folder, and MLflow's own file store fails where <c>loss</c> and <c>loss/val</c> meet. Here
/// the one that comes second gives way: a file becomes <c>loss.value</c>, a folder <c>loss.parts</c>.
/// </remarks>
internal static class KeyPath
{
    private const int MaxPartBytes = 240; // file systems take 255; temporary names need some

    /// <summary>Null when the key would lead out of the folder, so that there can be no such file.</summary>
    public static string? Resolve(IFileSystem files, string folder, string key)
    {
        string[] parts = key.Split('/');
        if (parts.Any(part => part is "" or "." or ".." || part.AsSpan().ContainsAny("\\\0")))
        {
            return null;
        }

        string path = folder;
        foreach (string part in parts[..^1])
        {
            path = Path.Join(path, Fit(part));
            while (files.FileExists(path))
            {
                path += ".parts";
            }
        }

        path = Path.Join(path, Fit(parts[^1]));
        while (files.DirectoryExists(path))
        {
            path += ".value";
        }

        return path;
    }

    /// <summary>Whether a text is one plain name, as ids are.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= 128 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private static string Fit(string part)
    {
        bool isTaken = Encoding.UTF8.GetByteCount(part) <= MaxPartBytes
            && !(OperatingSystem.IsWindows() && part.Contains(':', StringComparison.Ordinal));
        return isTaken ? part : MlflowNames.ToArtifactPath(part);
    }
}
