using System.CommandLine;
using System.Globalization;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>Whether a model is right as often as it says it is.</summary>
internal sealed class CalibrationCommand : CairnCommand
{
    private readonly PerformanceInput _input = new();
    private readonly Option<bool> _deciles = new("--deciles")
    {
        Description = "Ranges with equally many predictions instead of equal width",
    };

    public CalibrationCommand() : base("calibration", "Draw how often a model was right by how sure it was")
    {
        _input.AddTo(this);
        Options.Add(_deciles);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predictions calibration dqn_agent",
        "cairn predictions calibration dqn_agent --deciles --from 2026-11-01",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        PerformanceFilter filter = _input.Read(call, store.Predictions);
        IReadOnlyList<ModelPerformance> models = store.Predictions.ReadPerformance(filter, PerformanceSplit.None);
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Objects("models", models, one => WriteJson(json, one)));
        }

        string between = "";
        foreach (ModelPerformance model in models)
        {
            call.Terminal.Out.Write(between);
            between = Environment.NewLine;
            Write(call, model);
        }

        if (models.Count == 0)
        {
            call.Terminal.Out.WriteLine("Nothing was predicted then. `cairn predictions stats` shows every day.");
        }

        return ExitCodes.Done;
    }

    private void Write(CliCall call, ModelPerformance model)
    {
        Terminal terminal = call.Terminal;
        PerformanceFigures figures = model.Figures;
        terminal.Out.Write(terminal.Styled(Plain.Text(model.Model), Style.Bold));
        terminal.Out.WriteLine(terminal.Symbols.Separator + Sum(figures, terminal.Symbols));
        if (figures.Judged == 0)
        {
            terminal.Out.WriteLine(
                "No outcome says whether it was right. `tracker.Inference.Resolve` and `cairn outcomes` bring them.");
            return;
        }

        new ReliabilityDiagram(terminal).Write(call.Get(_deciles) ? figures.Deciles : figures.Reliability);
    }

    private static string Sum(PerformanceFigures figures, Symbols symbols)
    {
        string error = figures.Scored < ReliabilityBin.MinCount
            ? $"{PerformanceText.TooFew} outcomes to say how well it is calibrated"
            : string.Create(CultureInfo.InvariantCulture, $"calibration error {figures.CalibrationError:0.000}");
        return $"{PredictionText.Count(figures.Records)}, {PredictionText.Percent(figures.Coverage, symbols)} with an "
            + $"outcome; {error}";
    }

    private static void WriteJson(JsonOutput json, ModelPerformance model)
    {
        json.Text("model", model.Model);
        json.Integer("records", model.Figures.Records);
        json.Number("coverage", model.Figures.Coverage);
        json.Number("calibration_error", model.Figures.CalibrationError);
        json.Objects("reliability", model.Figures.Reliability, bin => WriteBin(json, bin));
        json.Objects("deciles", model.Figures.Deciles, bin => WriteBin(json, bin));
    }

    private static void WriteBin(JsonOutput json, ReliabilityBin bin)
    {
        json.Number("from", bin.From);
        json.Number("to", bin.To);
        json.Number("mean_confidence", bin.MeanConfidence);
        PerformanceText.WriteProportion(json, "accuracy", bin.Accuracy);
    }
}
