using Cairn.Cli.Output;
using Cairn.Statistics;
using Cairn.Toto.Data;

namespace Cairn.Cli.Forecasting;

/// <summary>What came of predictions, and where to go from here.</summary>
internal sealed class PredictionOutcome(
    CliCall call, CheckpointChoice choice, OhlcvSeries series, WalkForward walk, NextSteps next)
{
    private readonly Terminal _terminal = call.Terminal;
    private readonly WalkTally _tally = walk.Tally;

    private string Model => choice.Metadata.ModelName;

    public void Write()
    {
        if (call.Json)
        {
            WriteJson();
            return;
        }

        foreach (string why in choice.PassedOver)
        {
            _terminal.Error.WriteLine(Plain.Text($"note: passed over {why}"));
        }

        _terminal.Heading(Plain.Text($"Predicted {series.Symbol} with {choice.Metadata.CheckpointId}"));
        Line("golden", choice.Golden.Pairs == 0
            ? "it has no golden pairs, so nobody knows whether it answers as it did while training"
            : choice.Golden.ToString());
        Line("bars", $"{Numbers.Count(_tally.Predictions)}, {walk.CloseOf(walk.First):u} to "
            + $"{walk.CloseOf(walk.First + (int)_tally.Predictions - 1):u}; each looks {walk.Horizon} bars ahead");
        if (walk.FromTraining > 0)
        {
            Line("", $"{Numbers.Count(walk.FromTraining)} of them are from the time of the training, up to "
                + $"{choice.Forecaster.LastTrainedBar:u}, on {choice.Forecaster.TrainedOn}");
        }

        Line("confidence", $"{_tally.MeanConfidence:0.000} on the average, in {Numbers.Value(_tally.MeanMilliseconds)} ms");
        Line("coverage", $"{_tally.Coverage:0.0%}: {Numbers.Count(_tally.Resolved)} outcomes are known");
        if (_tally.Resolved > 0)
        {
            WriteAccuracy();
        }

        AddNext();
    }

    private void WriteAccuracy()
    {
        Line("right", $"{_tally.Accuracy.Value:0.0%}; always {_tally.BaseAction} would be {_tally.BaseRate.Value:0.0%}");
        Proportion independent = _tally.Independent;
        if (independent.Of > 0)
        {
            Line("", $"neighbours overlap: they say as much as {Numbers.Count(independent.Of)} would that do not, so the");
            Line("", $"true part may be anything from {independent.Low:0%} to {independent.High:0%}");
        }
    }

    private void AddNext() => next.Add(
        $"predictions stats {Model}",
        $"predictions calibration {Model}",
        $"drift {Model} --from {walk.CloseOf(walk.First):yyyy-MM-dd}",
        "why latest",
        $"blast {choice.Metadata.CheckpointId}");

    private void WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        json.Text("model", Model);
        json.Text("checkpoint", choice.Metadata.CheckpointId);
        json.Text("symbol", series.Symbol);
        json.Integer("horizon_bars", walk.Horizon);
        json.Integer("golden_pairs", choice.Golden.Pairs);
        json.Integer("predictions", _tally.Predictions);
        json.Integer("from_training_time", walk.FromTraining);
        json.Integer("resolved", _tally.Resolved);
        json.Number("coverage", _tally.Coverage);
        json.Number("mean_confidence", _tally.MeanConfidence);
        json.Number("accuracy", _tally.Accuracy.Value);
        json.Number("base_rate", _tally.BaseRate.Value);
        json.Number("accuracy_low", _tally.Independent.Low);
        json.Number("accuracy_high", _tally.Independent.High);
        json.Number("mean_processing_time_ms", _tally.MeanMilliseconds);
    });

    private void Line(string name, string text) => _terminal.Out.WriteLine(Plain.Text($"  {name,-12}{text}"));
}
