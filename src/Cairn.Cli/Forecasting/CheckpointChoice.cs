using Cairn.Checkpoints;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;
using Cairn.Toto.Forecasting;

namespace Cairn.Cli.Forecasting;

/// <summary>The checkpoint that predicts, and the forecaster that is made of it.</summary>
/// <param name="Metadata">What is known of the checkpoint.</param>
/// <param name="Forecaster">Has its weights.</param>
/// <param name="Golden">What came of replaying its golden pairs.</param>
/// <param name="PassedOver">Why others were passed over, in words.</param>
internal sealed record CheckpointChoice(
    CheckpointMetadata Metadata, TotoForecaster Forecaster, GoldenReport Golden, IReadOnlyList<string> PassedOver)
{
    private const string Champion = "champion";

    /// <exception cref="CliException">There is none, or it must not predict.</exception>
    public static CheckpointChoice Make(CheckpointStore store, PredictionPlan plan)
    {
        ModelCheckpoints model = store.Model(plan.Model);
        using CheckpointManager manager = store.Open(OptionsOf(model));
        using LoadedCheckpoint loaded = Load(manager, store, model, plan.Checkpoint);
        try
        {
            var forecaster = TotoForecaster.Load(loaded);
            GoldenReport golden = manager.CheckGolden(loaded, forecaster.Answer);
            return golden.IsSound
                ? new CheckpointChoice(loaded.Metadata, forecaster, golden, loaded.PassedOver)
                : throw new CliException(
                    $"{loaded.Metadata.CheckpointId} must not predict: {golden} This `cairn` computes otherwise than the one "
                    + "that trained it. Train again, or use that one.");
        }
        catch (ArgumentException exception)
        {
            throw new CliException(Sentence.Of(exception));
        }
    }

    /// <summary>So that the best is the best by what the model was saved with.</summary>
    private static CheckpointOptions OptionsOf(ModelCheckpoints model) => model.Metric is { } metric
        ? new CheckpointOptions { MonitorMetric = metric, Goal = model.Goal }
        : new CheckpointOptions();

    private static LoadedCheckpoint Load(
        CheckpointManager manager, CheckpointStore store, ModelCheckpoints model, string? typed)
    {
        if (typed is not null)
        {
            CheckpointMetadata found = new CheckpointFinder([model], store.Folder).Find(typed);
            return manager.Load(model.Name, found.CheckpointId);
        }

        return model.Labels.Aliases.ContainsKey(Champion)
            ? manager.Load(model.Name, Champion)
            : manager.Load(model.Name) ?? throw new CliException(CheckpointStore.NoneIn(store.Folder));
    }
}
