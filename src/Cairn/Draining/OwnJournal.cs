using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>The journal of this process, as sinks see it: its names are in memory.</summary>
internal sealed class OwnJournal(JournalWriter writer, Definitions names, string logDirectory) : IDrainedJournal
{
    public string Id => writer.Id;

    public string Folder => writer.Folder;

    public string LogDirectory => logDirectory;

    public RunDefinition? FindRun(uint run) => names.FindRun(run);

    public SeriesDefinition? FindSeries(uint series) => names.FindSeries(series);

    public LabelDefinition? FindLabel(uint label) => names.FindLabel(label);
}
