using System.Buffers;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Local;

/// <summary>
/// The files of runs in local folders. A path never leaves its folder: it is made legal, and symbolic links below the
/// folder are not followed. Not thread-safe.
/// </summary>
internal sealed class LocalArtifacts(IFileSystem files, string location)
{
    private const int BufferBytes = 1 << 20; // few system calls, and still a short loan from the pool

    /// <summary>
    /// Copies the content beside the folder and gives it its name in one step, so that a reader sees the old file or
    /// the new one. When this throws, the old one is as it was.
    /// </summary>
    /// <exception cref="MlflowException">The disk failed, a link is in the way, or the content cannot be read
    /// (<c>mlflow.source</c>).</exception>
    public void Store(string folder, string path, Func<Stream> open) => Guard(() =>
    {
        string target = Resolve(folder, MlflowNames.ToArtifactPath(path));
        string parent = Path.GetDirectoryName(target)!;
        files.CreateDirectory(parent);

        // Outside of what is listed; two processes do not write the same one.
        string temporary = Path.Join(Path.GetDirectoryName(folder), $".upload-{Environment.ProcessId}.tmp");
        try
        {
            Copy(open, temporary);
            files.Move(temporary, target);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        files.SyncDirectory(parent);
        return true;
    });

    /// <summary>What is directly in a folder of them; links are left out.</summary>
    public IReadOnlyList<MlflowArtifact> List(string folder, string below) => Guard<IReadOnlyList<MlflowArtifact>>(() =>
    {
        string prefix = below.Trim('/').Length == 0 ? "" : MlflowNames.ToArtifactPath(below) + "/";
        string at = prefix.Length == 0 ? folder : Resolve(folder, prefix[..^1]);
        IEnumerable<MlflowArtifact> folders = files.ListDirectories(at)
            .Where(path => !SymbolicLink.Is(path))
            .Select(path => new MlflowArtifact(prefix + Path.GetFileName(path), IsFolder: true, 0));
        IEnumerable<MlflowArtifact> plain = files.ListFiles(at, "*")
            .Where(path => !SymbolicLink.Is(path))
            .Select(path => new MlflowArtifact(prefix + Path.GetFileName(path), IsFolder: false, files.FileLength(path)));
        return [.. folders, .. plain];
    });

    /// <summary>The caller disposes the stream.</summary>
    /// <exception cref="MlflowException">There is no such file (<c>mlflow.missing</c>).</exception>
    public Stream Open(string folder, string path) => Guard<Stream>(() =>
    {
        string file = Resolve(folder, MlflowNames.ToArtifactPath(path));
        return files.FileExists(file)
            ? new ReadingStream(files.Open(file, FileIntent.Read), ownsFile: true)
            : throw LocalFaults.Missing(location, $"There is no artifact '{path}' in {folder}.");
    });

    private string Resolve(string folder, string legalPath)
    {
        string path = folder;
        foreach (string part in legalPath.Split('/'))
        {
            path = Path.Join(path, part);
            if (SymbolicLink.Is(path))
            {
                throw new MlflowException(
                    "mlflow.refused",
                    location,
                    $"{path} is a symbolic link, which could lead out of the run's artifacts. Replace it by what it points to.",
                    isTransient: false);
            }
        }

        return path;
    }

    private void Copy(Func<Stream> open, string path)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using Stream content = OfSource(open);
            using IDurableFile file = files.Open(path, FileIntent.Replace);
            for (int read = OfSource(Next); read > 0; read = OfSource(Next))
            {
                file.Append(buffer.AsSpan(0, read));
            }

            file.Sync();

            int Next() => content.Read(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private T OfSource<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException error)
        {
            throw SourceFault.Of(location, error);
        }
    }

    private void TryDelete(string path)
    {
        try
        {
            files.DeleteFile(path);
        }
        catch (IOException)
        {
            // The next upload of this process replaces it.
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw LocalFaults.Io(location, error);
        }
    }
}
