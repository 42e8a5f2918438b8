using Cairn.IO;

namespace Cairn.TensorBoard.Writing;

/// <summary>
/// Brings a backlog into an event file, from a thread of its own: every second, and when there is enough for a write.
/// What the disk refuses stays in memory and is tried again. Safe for any number of threads.
/// </summary>
internal sealed class EventFileWriter : IDisposable
{
    /// <summary>Five times as often as TensorBoard looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly Func<EventFile> _create;
    private readonly Lock _writing = new(); // Never taken by a call that only adds. Taken before the backlog's.
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private long _lostTold;
    private volatile bool _isClosing;
    private volatile EventFile? _file; // Made under _writing; null until the disk takes it.
    private bool _isDisposed; // Under _writing.

    /// <param name="folder">Of the file.</param>
    /// <param name="files">Where it is.</param>
    /// <param name="time">Names the file.</param>
    /// <param name="waitsForDisk">A file that the disk refuses is tried again with every write, as records are.</param>
    /// <exception cref="IOException">The disk refuses the file, and this does not wait for it.</exception>
    public EventFileWriter(string folder, IFileSystem files, TimeProvider time, bool waitsForDisk)
    {
        _folder = folder;
        _create = () => EventFile.Create(folder, files, time);
        _file = waitsForDisk ? null : _create();
        Backlog = new EventBacklog(_due);
        _thread = new Thread(Work) { Name = "Cairn-TensorBoard", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The file; while the disk refuses it, its folder.</summary>
    public string Path => _file?.Path ?? _folder;

    public EventBacklog Backlog { get; }

    /// <summary>After this returns, everything added before is in the file. Nothing to do after disposal.</summary>
    /// <exception cref="IOException">The disk refuses, or records were lost since the last flush.</exception>
    public void Flush()
    {
        lock (_writing)
        {
            if (_isDisposed)
            {
                return;
            }

            Write_NeedsLock();
            long lost = Backlog.Lost - _lostTold;
            _lostTold += lost;
            if (lost > 0)
            {
                throw new IOException(
                    $"{lost} events for '{Path}' were lost: the disk was too slow or refused, and more than"
                    + $" {EventBacklog.MaxBytes >> 20} MiB waited. What is in the file is whole.");
            }
        }
    }

    /// <summary>Writes what is left and closes the file. What the disk refuses now is lost, and counted.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosing, true))
        {
            return;
        }

        Backlog.Close();
        _due.Set();
        _thread.Join();

        // At this point: nothing is added any more, and only a flush can still write.
        lock (_writing)
        {
            if (!TryWrite_NeedsLock())
            {
                Backlog.GiveUp();
            }

            _isDisposed = true;
            _file?.Dispose();
            _due.Dispose();
        }
    }

    private void Work()
    {
        while (!_isClosing)
        {
            _due.WaitOne(Interval);
            lock (_writing)
            {
                TryWrite_NeedsLock();
            }
        }
    }

    /// <summary>False when the disk refuses, which the next flush says; nothing is dropped then, and the next write goes on.</summary>
    private bool TryWrite_NeedsLock()
    {
        try
        {
            Write_NeedsLock();
            return true;
        }
#pragma warning disable CA1031 // Nobody stands above the thread: what it throws ends the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private void Write_NeedsLock()
    {
        WriteBatch_NeedsLock(); // what the last attempt left
        Backlog.TakeBatch();
        WriteBatch_NeedsLock();
    }

    private void WriteBatch_NeedsLock()
    {
        if (!Backlog.Batch.IsEmpty)
        {
            _file ??= _create();
            _file.Append(Backlog.Batch);
            Backlog.DropBatch();
        }
    }
}
