using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>A journal whose catalog fails at the n-th question for a word.</summary>
internal sealed class FailingCatalog(TestJournal journal) : IDrainedJournal
{
    private int _asked;
    private int _failAt;

    /// <summary>1 for the next question; 0 for none.</summary>
    public int FailAt
    {
        get => _failAt;
        set => (_failAt, _asked) = (value, 0);
    }

    public string Id => journal.Id;

    public string Folder => journal.Folder;

    public string LogDirectory => journal.LogDirectory;

    public RunDefinition? FindRun(uint run) => journal.FindRun(run);

    public SeriesDefinition? FindSeries(uint series) => journal.FindSeries(series);

    public LabelDefinition? FindLabel(uint label) => ++_asked == FailAt
        ? throw new IOException("The catalog cannot be read.")
        : journal.FindLabel(label);
}
