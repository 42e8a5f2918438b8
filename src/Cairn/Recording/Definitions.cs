using System.Collections.Concurrent;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// What the numbers of one journal mean. Bounded by the names in use. Safe for any number of threads.
/// </summary>
internal sealed class Definitions
{
    private readonly ConcurrentDictionary<uint, RunDefinition> _runs = new();
    private readonly ConcurrentDictionary<uint, SeriesDefinition> _series = new();
    private readonly ConcurrentDictionary<uint, LabelDefinition> _labels = new();

    public IEnumerable<RunDefinition> Runs => _runs.Values;

    public RunDefinition? FindRun(uint number) => _runs.GetValueOrDefault(number);

    public SeriesDefinition? FindSeries(uint number) => _series.GetValueOrDefault(number);

    public LabelDefinition? FindLabel(uint number) => _labels.GetValueOrDefault(number);

    public void Add(RunDefinition run) => _runs[run.Number] = run;

    public void Add(SeriesDefinition series) => _series[series.Number] = series;

    public void Add(LabelDefinition label) => _labels[label.Number] = label;

    /// <summary>Takes a definition of a catalog; one that makes no sense is passed over.</summary>
    public void Add(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        if (!RecordDecoder.TryReadText(kind, payload, out TextRecord definition))
        {
            return;
        }

        if (kind == RecordKind.DefineRun)
        {
            Add(new RunDefinition(
                definition.Run, definition.Text(0), definition.Text(1), definition.Text(2), definition.Text(3)));
        }
        else if (kind == RecordKind.DefineSeries && FindRun(definition.Run) is { } run)
        {
            Add(new SeriesDefinition((uint)definition.Step, run, definition.Text(0)));
        }
        else if (kind == RecordKind.DefineLabel)
        {
            Add(new LabelDefinition((uint)definition.Step, definition.Text(0), definition.Text(1)));
        }
    }
}
