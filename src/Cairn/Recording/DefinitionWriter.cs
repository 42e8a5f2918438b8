using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// Gives runs, series and labels their numbers in this process's journal, in memory and in the catalog. Where the catalog
/// cannot be written, the journal's thread writes it later. Safe for any number of threads.
/// </summary>
internal sealed class DefinitionWriter(CatalogWriter catalog)
{
    private uint _lastSeries;
    private uint _lastLabel;

    public Definitions Definitions { get; } = new();

    public void Define(RunDefinition run)
    {
        Definitions.Add(run);
        Write(
            RecordKind.DefineRun,
            new TextRecordHeader { Run = run.Number },
            new RecordTexts(4, run.Id, run.Experiment, run.Name, run.LogFolder));
    }

    public SeriesDefinition DefineSeries(RunDefinition run, string name)
    {
        var series = new SeriesDefinition(Interlocked.Increment(ref _lastSeries), run, name);
        Definitions.Add(series);
        Write(
            RecordKind.DefineSeries,
            new TextRecordHeader { Run = run.Number, Step = series.Number },
            new RecordTexts(1, name));
        return series;
    }

    public LabelDefinition DefineLabel(string text, string digest)
    {
        var label = new LabelDefinition(Interlocked.Increment(ref _lastLabel), text, digest);
        Definitions.Add(label);
        Write(
            RecordKind.DefineLabel,
            new TextRecordHeader { Step = label.Number },
            new RecordTexts(2, text, digest));
        return label;
    }

    private void Write(RecordKind kind, TextRecordHeader header, RecordTexts texts)
    {
        byte[] payload = new byte[texts.PayloadBytes];
        texts.Write(payload, header);
        try
        {
            catalog.Define(kind, payload);
        }
        catch (IOException)
        {
            // Kept in memory; the journal's thread writes it with its next turn, and reports what the disk says.
        }
    }
}
