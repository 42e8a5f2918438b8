using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Tests.Sinks.Store;

/// <summary>A journal whose catalog fails at the n-th question for a series.</summary>
internal sealed class FailingJournal : IDrainedJournal
{
    private int _asked;
    private int _failAt;

    public TestJournal Journal { get; } = new("failing");

    /// <summary>1 for the next question; 0 for none.</summary>
    public int FailAt
    {
        get => _failAt;
        set => (_failAt, _asked) = (value, 0);
    }

    public string Id => Journal.Id;

    public string Folder => Journal.Folder;

    public string LogDirectory => Journal.LogDirectory;

    public RunDefinition? FindRun(uint run) => Journal.FindRun(run);

    public SeriesDefinition? FindSeries(uint series) => ++_asked == FailAt
        ? throw new IOException("The catalog cannot be read.")
        : Journal.FindSeries(series);

    public LabelDefinition? FindLabel(uint label) => Journal.FindLabel(label);
}
