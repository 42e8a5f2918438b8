using System.Buffers;
using System.Text;
using Cairn.IO;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;

namespace Cairn.Cli.Exporting;

/// <summary>
/// Writes a stored run as one event file, with the times at which it was recorded. Points go in the order of steps,
/// since TensorBoard drops those that a later one goes behind. Used once; not thread-safe.
/// </summary>
internal sealed class EventFileExport(IRunStore store, RunInfo run)
{
    private const int BufferBytes = 1 << 20;
    private const int MediaAtOnce = 1000;

    // Bounded by a record above BufferBytes.
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes + 4096);

    // What shows each tag: TensorBoard takes one kind for a tag. Bounded by the names of the run.
    private readonly Dictionary<string, MediaKind?> _tags = new(StringComparer.Ordinal);
    private long _points;
    private long _media;

    /// <exception cref="IOException">The file cannot be written; nothing of it is left.</exception>
    public Result Write(string folder, IFileSystem files, CancellationToken stop)
    {
        files.CreateDirectory(folder);
        string path = Path.Combine(folder, $"events.out.tfevents.{run.StartedUtc.ToUnixTimeSeconds():D10}.cairn.{run.Id}");
        using IDurableFile file = files.Open(path, FileIntent.CreateNew);
        try
        {
            int parameters = WriteAll(file, stop);
            file.Sync();
            return new Result(path, _points, _media, parameters);
        }
        catch
        {
            files.DeleteFile(path);
            throw;
        }
    }

    private int WriteAll(IDurableFile file, CancellationToken stop)
    {
        double started = Seconds(run.StartedUtc);
        EventEncoder.WriteVersion(_buffer, started);
        Dictionary<string, object> hparams = ExportedParameters.Of(store.ReadParameters(run.Id));
        if (hparams.Count > 0)
        {
            // No experiment: TensorBoard takes the first that it finds for all runs, and would hide what others have more.
            EventEncoder.WriteHparamStart(_buffer, started, hparams, run.Id);
        }

        foreach (SeriesInfo one in store.ListSeries(run.Id))
        {
            stop.ThrowIfCancellationRequested();
            WriteSeries(one, file);
        }

        WriteMedia(file, stop);
        if (hparams.Count > 0 && run.Status != RunStatus.Running)
        {
            EventEncoder.WriteHparamEnd(_buffer, Seconds(run.EndedUtc ?? run.StartedUtc), run.Status);
        }

        Send(file, atLeast: 1);
        return hparams.Count;
    }

    private void WriteSeries(SeriesInfo series, IDurableFile file)
    {
        byte[] tag = Encoding.UTF8.GetBytes(series.Name);
        _tags.Add(series.Name, null);
        bool isFirst = true;
        foreach (SeriesPoint point in store.ReadRange(series))
        {
            EventEncoder.WriteScalar(_buffer, point.TimeMs / 1000.0, point.Step, tag, point.Value, isFirst);
            isFirst = false;
            _points++;
            Send(file, BufferBytes);
        }
    }

    private void WriteMedia(IDurableFile file, CancellationToken stop)
    {
        long last = 0;
        IReadOnlyList<MediaInfo> some;
        while ((some = store.ListMedia(run.Id, last, MediaAtOnce)).Count > 0)
        {
            foreach (MediaInfo one in some)
            {
                stop.ThrowIfCancellationRequested();
                Write(one, store.ReadMedia(one.Id));
                Send(file, BufferBytes);
                last = one.Id;
            }
        }
    }

    private void Write(MediaInfo media, byte[] content)
    {
        double time = Seconds(media.TimeUtc);
        (string tag, bool isFirst) = TagOf(media);
        if (MediaEvent.TryWrite(_buffer, media.Kind, time, media.Step, tag, content, isFirst)) // else it was deleted meanwhile
        {
            _media++;
        }
    }

    /// <summary>The name of the media, with its kind behind it where another kind has that name.</summary>
    private (string Tag, bool IsFirst) TagOf(MediaInfo media)
    {
        string tag = media.Name;
        if (_tags.TryGetValue(tag, out MediaKind? kind) && kind != media.Kind)
        {
            tag = MediaTag.Of(tag, media.Kind);
        }

        return (tag, _tags.TryAdd(tag, media.Kind));
    }

    private void Send(IDurableFile file, int atLeast)
    {
        if (_buffer.WrittenCount >= atLeast)
        {
            file.Append(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>What was written.</summary>
    internal sealed record Result(string Path, long Points, long Media, int Parameters);
}
