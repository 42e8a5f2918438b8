using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Sinks;

/// <summary>A journal as a sink sees it: who it is, and what its numbers mean.</summary>
internal interface IDrainedJournal
{
    /// <summary>Name of the journal's folder: unique in the store, for ever.</summary>
    string Id { get; }

    /// <summary>Full path of the journal's folder; sinks may keep a cursor file there.</summary>
    string Folder { get; }

    /// <summary>Where the store's run and series files of this journal belong (<c>logs/</c>).</summary>
    string LogDirectory { get; }

    /// <summary>What the number of a run means; null when its definition is lost.</summary>
    RunDefinition? FindRun(uint run);

    /// <summary>What the number of a series means; null when its definition is lost.</summary>
    SeriesDefinition? FindSeries(uint series);

    /// <summary>What the number of a label means; null when its definition is lost.</summary>
    LabelDefinition? FindLabel(uint label);
}
