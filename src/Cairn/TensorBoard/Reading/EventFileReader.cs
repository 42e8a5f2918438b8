using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// Reads an event file of TensorBoard, value by value, in the forms of today and of TensorFlow 1 and torch. Takes some 0.1 µs
/// and no memory for a scalar. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>A damaged place is passed over and noted in <see cref="Damages"/>: where only the data are damaged reading goes on at the
/// next record, where a length is damaged at the next offset at which the checksums hold.</para>
/// <para>At the end of the file <see cref="TryRead"/> returns false, be it in the middle of a record
/// (<see cref="IncompleteAt"/>). Called again after the file has grown it goes on, so that a file can be followed while it
/// is written.</para>
/// </remarks>
/// <example>
/// <code>
/// using var reader = new EventFileReader("runs/1/events.out.tfevents.1700000000.host.1.0");
/// while (reader.TryRead(out EventRecord value))
/// {
///     if (value.Kind == EventKind.Scalar)
///     {
///         Console.WriteLine($"{value.Tag!.Name} {value.Step} {value.Scalar}");
///     }
/// }
/// </code>
/// </example>
public sealed class EventFileReader : IDisposable
{
    /// <summary>A longer record is taken for damage: 1 GiB. A record never costs more memory than the file has
    /// bytes.</summary>
    public const int MaxRecordBytes = 1 << 30;

    private const uint ValueKey = (1 << 3) | ProtoReader.Chunk;

    private readonly EventFrames _frames;
    private readonly EventTags _tags;
    private readonly DamageLog _damages;
    private double _wallTime;
    private long _step;

    /// <summary>How many bytes at the end of the present record were not read yet: the rest of its summary.</summary>
    private int _summaryLeft;

    /// <summary>How many bytes of the present record follow its summary.</summary>
    private int _behindSummary;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public EventFileReader(string path)
        : this(path, PhysicalFileSystem.Instance, new EventTags(), new DamageLog(), mayGrow: true)
    {
    }

    internal EventFileReader(string path, IFileSystem files, EventTags tags, DamageLog damages, bool mayGrow)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
        _tags = tags;
        _damages = damages;
        _frames = new EventFrames(files, path, damages, mayGrow);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Damaged places so far: at most 100 of them.</summary>
    public IReadOnlyList<EventDamage> Damages => _damages.Kept;

    /// <summary>How many damaged places there are so far.</summary>
    public long DamageCount => _damages.Count;

    /// <summary>Bytes of records and of places between them that were passed over since their checksums do not
    /// hold.</summary>
    public long SkippedBytes => _frames.SkippedBytes;

    /// <summary>
    /// Where a record begins that ends behind the end of the file: its writer died, or is about to write the rest. Null when the
    /// last call of <see cref="TryRead"/> met none.
    /// </summary>
    public long? IncompleteAt => _frames.IncompleteAt;

    /// <summary>How far it is in the file: where the present record begins.</summary>
    internal long Position => _frames.Offset;

    /// <summary>Reads the next value, or record without values. False at the end of the file; see the remarks of this
    /// type.</summary>
    /// <exception cref="IOException">The file cannot be read; the call may be made again.</exception>
    public bool TryRead(out EventRecord record)
    {
        while (true)
        {
            if (_summaryLeft > 0)
            {
                if (TryReadValue(out record))
                {
                    return true;
                }
            }
            else if (!_frames.TryRead(out ReadOnlySpan<byte> data))
            {
                record = default;
                return false;
            }
            else if (TryReadScalar(data, out record) || TryReadBody(data, out record))
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _frames.Dispose();

    /// <summary>False when the record is more than a scalar, or may be.</summary>
    private bool TryReadScalar(ReadOnlySpan<byte> data, out EventRecord record)
    {
        var scalar = default(ScalarRecord);
        if (scalar.TryRead(data))
        {
            EventTag tag = _tags.Of(scalar.Tag);
            if (scalar.Tensor.IsEmpty || tag.Plugin is TagPlugin.Scalars or TagPlugin.None)
            {
                record = RecordBuilder.Of(scalar, tag, _frames.Offset);
                return true;
            }
        }

        record = default;
        return false;
    }

    /// <summary>False when the record holds values, or is damaged.</summary>
    private bool TryReadBody(ReadOnlySpan<byte> data, out EventRecord record)
    {
        record = default;
        var body = default(EventBody);
        if (!body.TryRead(data))
        {
            NoteDamage();
            return false;
        }

        if (body.ContentField != EventBody.Summary)
        {
            record = RecordBuilder.Of(body, _frames.Offset);
            return true;
        }

        (_wallTime, _step) = (body.WallTime, body.Step);
        _summaryLeft = body.Content.Length;
        _behindSummary = body.ContentLeft;
        return false;
    }

    /// <summary>False when the summary has no value any more, or a damaged one.</summary>
    private bool TryReadValue(out EventRecord record)
    {
        record = default;
        ReadOnlySpan<byte> data = _frames.Data;
        var summary = new ProtoReader(data.Slice(data.Length - _behindSummary - _summaryLeft, _summaryLeft));
        bool isThere = summary.Next();
        _summaryLeft = summary.Left;
        if (summary.CurrentKey != ValueKey || !isThere)
        {
            _summaryLeft = isThere ? _summaryLeft : 0;
            if (!isThere && summary.IsBroken)
            {
                NoteDamage();
            }

            return false;
        }

        var value = default(SummaryValue);
        if (!value.TryRead(summary.Bytes))
        {
            NoteDamage();
            return false;
        }

        EventTag tag = _tags.Of(value.Tag);
        tag.Learn(value.PluginName);
        record = RecordBuilder.Of(value, tag, _frames.Offset, _wallTime, _step);
        return true;
    }

    private void NoteDamage() => _damages.Add(Path, _frames.Offset, EventDamageKind.Event);
}
