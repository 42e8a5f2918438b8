using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Cli.Training;

/// <summary>All that a training is told before it begins, or goes on.</summary>
/// <param name="Options">The settings of model and training.</param>
/// <param name="Source">Where the prices came from.</param>
/// <param name="Data">The prices.</param>
/// <param name="Labels">What the run is called.</param>
/// <param name="Checkpoints">Which checkpoints are saved; null for none.</param>
internal sealed record TrainingPlan(
    TotoOptions Options, DataSource Source, MarketData Data, RunLabels Labels, CheckpointPlan? Checkpoints)
{
    /// <summary>Where the run goes besides the store.</summary>
    public DestinationPlan Destinations { get; init; } = DestinationPlan.All;

    /// <summary>The run that goes on; null for a new one.</summary>
    public string? RunId { get; init; }

    /// <summary>All that is needed to go on with the run.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> ToParameters() =>
    [
        .. Options.ToParameters(), .. Source.ToParameters(), .. Checkpoints?.ToParameters() ?? [],
        .. Destinations.ToParameters(),
    ];
}
