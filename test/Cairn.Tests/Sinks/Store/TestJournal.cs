using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Tests.Sinks.Store;

/// <summary>A journal with a catalog in memory, and the batches that a test writes into it.</summary>
internal sealed class TestJournal(string id = "journal-1") : IDrainedJournal
{
    private readonly Dictionary<uint, RunDefinition> _runs = [];
    private readonly Dictionary<uint, SeriesDefinition> _series = [];
    private readonly Dictionary<uint, LabelDefinition> _labels = [];

    public string Id => id;

    public string Folder => $"/nowhere/{id}";

    public string LogDirectory => "/nowhere/logs";

    /// <summary>Where the next batch begins.</summary>
    public JournalPosition Position { get; set; } = new(1, 64);

    public RunDefinition? FindRun(uint run) => _runs.GetValueOrDefault(run);

    /// <summary>A series that the writer cannot cope with; 0 for none.</summary>
    public uint Poison { get; set; }

    public SeriesDefinition? FindSeries(uint series) => series == Poison && series != 0
        ? throw new InvalidOperationException("A mistake of the writer's.")
        : _series.GetValueOrDefault(series);

    public LabelDefinition? FindLabel(uint label) => _labels.GetValueOrDefault(label);

    public void DefineLabel(uint number, string text, string digest = "") =>
        _labels[number] = new LabelDefinition(number, text, digest);

    public void ForgetLabel(uint number) => _labels.Remove(number);

    public RunDefinition DefineRun(uint number, string runId, string experiment = "exp", string? name = null)
    {
        var run = new RunDefinition(number, runId, experiment, name ?? runId, $"{experiment}_log");
        _runs[number] = run;
        return run;
    }

    public void DefineSeries(uint number, uint run, string name) =>
        _series[number] = new SeriesDefinition(number, _runs[run], name);

    /// <summary>Loses the catalog.</summary>
    public void ForgetDefinitions()
    {
        _runs.Clear();
        _series.Clear();
    }

    public BatchBuilder Batch() => new(this);
}
