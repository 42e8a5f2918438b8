using Cairn.IO;

namespace Cairn.Monitoring;

/// <summary>
/// Records into a run, from a thread of its own, how this process and its host are doing: at once, then at each
/// interval, until it is disposed. The step counts the samples, from
/// where the run says.
/// </summary>
internal sealed class ProcessMonitor : IDisposable
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    /// <summary>What a wait can be told, in milliseconds.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Run _run;
    private readonly TimeSpan _interval;
    private readonly HostCpu _hostCpu;
    private readonly HostMemory _hostMemory;
    private readonly ProcessCpu _processCpu = new(TimeProvider.System);
    private readonly List<MetricValue> _values = []; // bounded by the metrics below
    private readonly ManualResetEvent _stop = new(false);
    private readonly Thread _thread;
    private long _samples;
    private bool _isDisposed;

    public ProcessMonitor(Run run, TimeSpan interval)
    {
        IFileSystem files = PhysicalFileSystem.Instance;
        _run = run;
        _samples = run.FirstSystemSample;
        _interval = interval;
        _hostCpu = new HostCpu(new ProcFile(files, "/proc/stat"));
        _hostMemory = new HostMemory(new ProcFile(files, "/proc/meminfo"));
        _thread = new Thread(Watch) { Name = "Cairn-Monitor", IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Records one sample. For one thread at a time: the monitor's own, or a test's.</summary>
    public void Sample()
    {
        _values.Clear();
        AddCpu();
        AddMemory();
        AddRuntime();
        _run.LogMetrics(_samples++, [.. _values]);
    }

    /// <summary>Ends the thread; the sample that it is taking is finished.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _stop.Dispose();
    }

    private void Watch()
    {
        do
        {
            Sample();
        }
        while (!_stop.WaitOne(_interval));
    }

    /// <summary>Shares of all processors, 0 to 1; both are known from the second sample on.</summary>
    private void AddCpu()
    {
        Add("system/cpu/utilization", _hostCpu.Utilization());
        Add("system/cpu/process_utilization", _processCpu.Utilization());
    }

    private void AddMemory()
    {
        if (_hostMemory.TryRead(out long total, out long available))
        {
            Add("system/memory/total_bytes", total);
            Add("system/memory/available_bytes", available);
            Add("system/memory/utilization", 1 - ((double)available / total));
        }

        Add("system/memory/process_bytes", Environment.WorkingSet);
        Add("system/memory/managed_bytes", GC.GetTotalMemory(forceFullCollection: false));
    }

    private void AddRuntime()
    {
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            Add($"system/gc/gen{generation}_collections", GC.CollectionCount(generation));
        }

        Add("system/gc/pause_seconds", GC.GetTotalPauseDuration().TotalSeconds);
        Add("system/threads/pool", ThreadPool.ThreadCount);
        Add("system/threads/queued_work", ThreadPool.PendingWorkItemCount);
    }

    private void Add(string name, double? value)
    {
        if (value is { } known)
        {
            _values.Add((name, known));
        }
    }
}
