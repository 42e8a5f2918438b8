using System.Text;
using Cairn.Statistics;
using Cairn.TensorBoard.Encoding;
using Cairn.TensorBoard.Reading;

namespace Cairn.Cli.Importing;

/// <summary>Moves one run of TensorBoard into a store. Used once; not thread-safe.</summary>
internal sealed class TensorBoardRunImport(
    CairnTracker tracker, EventRun source, string experiment, string name, DateTimeOffset now)
{
    private readonly WallClock _clock = new(now.ToUnixTimeMilliseconds());

    // Bounded by the tags of the run.
    private readonly Dictionary<EventTag, uint> _series = [];

    private ImportedRun? _target;
    private RunStatus _status = RunStatus.Completed;
    private long _points;
    private long _media;
    private long _parameters;
    private long _leftOut;
    private long _tooLarge;

    /// <param name="progress">Called again and again with how many bytes of the run's files were read.</param>
    /// <param name="stop">Ends the import; what is there by then is a failed run.</param>
    /// <exception cref="IOException">A file cannot be read, or the journal takes no more.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written.</exception>
    public ImportReport Run(Action<long> progress, CancellationToken stop)
    {
        using EventRunReader reader = source.Open();
        try
        {
            while (reader.TryRead(out EventRecord record))
            {
                stop.ThrowIfCancellationRequested();
                Take(record, _clock.ToMs(record.WallTime));
                progress(reader.Position);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            _target?.End(RunStatus.Failed, $"The import did not finish: {exception.Message}", _clock.LatestMs);
            throw;
        }

        End();
        return Report(reader);
    }

    private void Take(scoped in EventRecord record, long timeMs)
    {
        switch (record.Kind)
        {
            case EventKind.Scalar:
                Target().Point(SeriesOf(record.Tag!), record.Step, timeMs, record.Scalar);
                _points++;
                break;
            case EventKind.Histogram:
                Histogram? histogram = record.TryReadHistogram(out HistogramBins? bins) ? bins.ToHistogram() : null;
                Keep(MediaKind.Histogram, record, timeMs, histogram?.ToBytes());
                break;
            case EventKind.Image:
                TakeImages(record, timeMs);
                break;
            case EventKind.Text:
                byte[]? words = record.TryReadText(out EventText? text) ? Encoding.UTF8.GetBytes(text.ToMarkdown()) : null;
                Keep(MediaKind.Text, record, timeMs, words);
                break;
            case EventKind.PrCurve:
                record.TryReadPrCurve(out PrecisionRecallCurve? curve);
                Keep(MediaKind.PrCurve, record, timeMs, curve?.ToBytes());
                break;
            case EventKind.Graph:
                Keep(MediaKind.Graph, Cairn.Run.GraphName, 0, timeMs, record.Payload);
                break;
            case EventKind.Layout:
                Keep(MediaKind.ScalarLayout, Cairn.Run.LayoutName, 0, timeMs, record.Payload);
                break;
            case EventKind.Hparams:
                TakeHparams(record, timeMs);
                break;
            case EventKind.Other:
                _leftOut++;
                break;
        }
    }

    private void TakeImages(scoped in EventRecord record, long timeMs)
    {
        IReadOnlyList<EventImage> images = record.ReadImages();
        _leftOut += images.Count == 0 ? 1 : 0;
        for (int i = 0; i < images.Count; i++)
        {
            if (PngHeader.TryRead(images[i].Encoded, out _, out _))
            {
                string tag = i == 0 ? record.Tag!.Name : $"{record.Tag!.Name}/{i}";
                Keep(MediaKind.Image, tag, record.Step, timeMs, images[i].Encoded);
            }
            else
            {
                _leftOut++; // the store keeps PNG only
            }
        }
    }

    private void TakeHparams(scoped in EventRecord record, long timeMs)
    {
        if (!record.TryReadHparams(out EventHparams? hparams))
        {
            _leftOut++;
            return;
        }

        foreach ((string key, object? value) in hparams.Values)
        {
            Target().Parameter(key, value, timeMs);
            _parameters++;
        }

        if (hparams.EndStatus is RunStatus.Completed or RunStatus.Failed)
        {
            _status = hparams.EndStatus.Value; // a run that was resumed has several ends: the last counts
        }

        if (hparams.TimeSeconds > 0 && !hparams.IsStart && hparams.EndStatus is not null)
        {
            _clock.ToMs(hparams.TimeSeconds);
        }
    }

    private void Keep(MediaKind kind, scoped in EventRecord record, long timeMs, byte[]? content)
    {
        if (content is null)
        {
            _leftOut++;
            return;
        }

        Keep(kind, record.Tag!.Name, record.Step, timeMs, content);
    }

    private void Keep(MediaKind kind, string tag, long step, long timeMs, ReadOnlySpan<byte> content)
    {
        bool isKept = Target().TryMedia(kind, tag, step, timeMs, content);
        _media += isKept ? 1 : 0;
        _tooLarge += isKept ? 0 : 1;
    }

    /// <summary>Begun with the first value: a run without any is none.</summary>
    private ImportedRun Target() => _target ??= tracker.ImportRun(experiment, name, _clock.FirstMs ?? _clock.ToMs(0));

    private uint SeriesOf(EventTag tag)
    {
        if (!_series.TryGetValue(tag, out uint number))
        {
            number = Target().DefineSeries(tag.Name);
            _series.Add(tag, number);
        }

        return number;
    }

    private void End()
    {
        if (_target is { } run)
        {
            run.End(_status, "", _clock.LatestMs);
            run.Tag(ImportOrigin.Tag, source.Directory, _clock.LatestMs); // last, so that only a whole run counts as imported
            run.Flush();
        }
    }

    private ImportReport Report(EventRunReader reader) => new()
    {
        Source = source.Name,
        RunId = _target?.Id,
        Points = _points,
        Media = _media,
        Parameters = _parameters,
        TakenBack = reader.TakenBack,
        LeftOut = _leftOut,
        TooLarge = _tooLarge,
        DamageCount = reader.DamageCount,
        Damages = [.. reader.Damages.Select(damage => damage.ToString())],
        Incomplete = [.. reader.Incomplete.Select(damage => damage.ToString())],
    };
}
