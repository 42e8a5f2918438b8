using System.Text;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>Small files of text. As thread-safe as the file system.</summary>
internal sealed class FolderFiles(IFileSystem files)
{
    public const string MetaName = "meta.yaml";

    /// <summary>MLflow's longest text is a data set's profile of 16 MiB.</summary>
    private const int MaxBytes = 32 << 20;

    // A value that is not Unicode is still a value: what cannot be read is shown as such.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public IFileSystem System => files;

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="MlflowException">It is too large to be MLflow's (<c>mlflow.foreign</c>).</exception>
    public string? ReadText(string path)
    {
        if (!files.FileExists(path))
        {
            return null;
        }

        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] bytes = file.Length <= MaxBytes ? new byte[file.Length] : throw TooLarge(path, file.Length);
        return Utf8.GetString(bytes.AsSpan(0, file.Read(0, bytes)));
    }

    /// <summary>Values of <c>meta.yaml</c> by key; null when the folder has none.</summary>
    public Dictionary<string, string?>? ReadMeta(string folder) =>
        ReadText(Path.Join(folder, MetaName)) is { } text ? FlatYaml.Parse(text) : null;

    public void WriteMeta(string folder, string text) => Write(Path.Join(folder, MetaName), text, folder);

    /// <summary>Another value for a key of <c>meta.yaml</c>; what others wrote there stays.</summary>
    public void SetMeta(string folder, params ReadOnlySpan<(string Key, object? Value)> values)
    {
        string text = ReadText(Path.Join(folder, MetaName)) ?? "";
        foreach ((string key, object? value) in values)
        {
            text = FlatYaml.Set(text, key, value);
        }

        WriteMeta(folder, text);
    }

    /// <summary>Puts a whole file in the place of another, by way of a folder that nobody lists.</summary>
    public void Write(string path, string text, string temporaryFolder)
    {
        string temporary = Path.Join(temporaryFolder, $".write-{Environment.ProcessId}.tmp");
        files.CreateDirectory(Path.GetDirectoryName(path)!);
        using (IDurableFile file = files.Open(temporary, FileIntent.Replace))
        {
            file.Append(Utf8.GetBytes(text));
        }

        files.Move(temporary, path);
    }

    /// <summary>Makes a folder with all that belongs to it, and gives it its name at last.</summary>
    public void MakeFolder(string path, Action<string> fill)
    {
        string parent = Path.GetDirectoryName(path)!;
        string temporary = Path.Join(parent, $".new-{Path.GetFileName(path)}");
        files.CreateDirectory(parent);
        files.DeleteDirectory(temporary);
        files.CreateDirectory(temporary);
        fill(temporary);
        files.Move(temporary, path);
    }

    /// <summary>The files below a folder, by their keys; links are left out.</summary>
    public IEnumerable<(string Key, string Path)> Tree(string folder, string prefix = "")
    {
        foreach (string path in files.ListFiles(folder, "*").Where(path => !SymbolicLink.Is(path)))
        {
            yield return (prefix + Path.GetFileName(path), path);
        }

        foreach (string path in files.ListDirectories(folder).Where(path => !SymbolicLink.Is(path)))
        {
            foreach ((string Key, string Path) below in Tree(path, $"{prefix}{Path.GetFileName(path)}/"))
            {
                yield return below;
            }
        }
    }

    /// <summary>The texts of the files below a folder, by their keys.</summary>
    public Dictionary<string, string> ReadTexts(string folder)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string path) in Tree(folder))
        {
            texts[key] = ReadText(path) ?? "";
        }

        return texts;
    }

    private static MlflowException TooLarge(string path, long length) => new(
        "mlflow.foreign",
        path,
        $"{path} has {length} bytes, and MLflow writes no text of more than {MaxBytes}. Move it out of the folder.",
        isTransient: false);
}
