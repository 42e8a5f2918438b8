using System.Text;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>
/// Appends points to the files of metrics, none twice. MLflow has no key there, so that a retry doubles lines; we
/// compare with what the file holds. Not thread-safe.
/// </summary>
/// <remarks>
/// Points mostly come in the order of time. The latest time of a file and the points of that time are remembered, and
/// so is its length: while nobody else writes, later points need no look into the file, and only earlier ones cost a
/// pass over it.
/// </remarks>
internal sealed class MetricFiles(IFileSystem files)
{
    private const int MaxKnown = 10_000;

    /// <summary>By path. Bounded by <see cref="MaxKnown"/>; cleared when it is full.</summary>
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>When this throws, some of the points may be there; the same call again adds the others.</summary>
    public void Append(string path, IEnumerable<MlflowPoint> points)
    {
        Known known = Look(path);
        _known.Remove(path); // what it says is not sure until everything is written
        var added = new HashSet<MlflowPoint>(points);
        bool isLate = added.Any(point => point.TimeMs < known.LastMs);
        added.ExceptWith(isLate ? MetricLines.ReadPoints(files, path) : known.AtLast);
        if (added.Count > 0)
        {
            Write(path, added, known);
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[path] = known;
    }

    private Known Look(string path)
    {
        if (!files.FileExists(path))
        {
            files.CreateDirectory(Path.GetDirectoryName(path)!);
            return new Known();
        }

        return _known.TryGetValue(path, out Known? known) && files.FileLength(path) == known.Length ? known : ReadAll(path);
    }

    private Known ReadAll(string path)
    {
        var known = new Known();
        foreach ((MlflowPoint? line, long end) in MetricLines.Read(files, path))
        {
            known.Length = end;
            if (line is { } point)
            {
                known.Add(point);
            }
        }

        return known;
    }

    private void Write(string path, IEnumerable<MlflowPoint> points, Known known)
    {
        var text = new StringBuilder();
        foreach (MlflowPoint point in points)
        {
            MetricLines.Write(text, point);
            known.Add(point);
        }

        using IDurableFile file = files.Open(path, FileIntent.Append);
        if (file.Length > known.Length)
        {
            file.Truncate(known.Length); // the torn line of a process that died
        }

        file.Append(Encoding.ASCII.GetBytes(text.ToString()));
        known.Length = file.Length;
    }

    /// <summary>What a file holds at its latest time. Bounded by the points of a metric in one millisecond.</summary>
    private sealed class Known
    {
        public long Length { get; set; }

        public long LastMs { get; private set; } = long.MinValue;

        public HashSet<MlflowPoint> AtLast { get; } = [];

        public void Add(MlflowPoint point)
        {
            if (point.TimeMs > LastMs)
            {
                LastMs = point.TimeMs;
                AtLast.Clear();
            }

            if (point.TimeMs == LastMs)
            {
                AtLast.Add(point);
            }
        }
    }
}
