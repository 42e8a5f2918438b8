using System.Globalization;
using Cairn.Benchmarks.Harness;
using Serilog;
using Serilog.Core;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// Serilog's file sink, buffered, with what stands in a line of <c>inference_records.txt</c>; features and
/// probabilities are not written.
/// </summary>
internal sealed class SerilogInference(TempFolder folder, int threads) : Subject(Title, callsPerRound: 1_000)
{
    public const string Title = "Serilog file sink, buffered";

    private const string Template =
        "{Model,-15} | {Symbol,-10} | {Action,-4} | conf={Confidence:F3} | time={Milliseconds,6:F1}ms "
        + "[checkpoint: {Checkpoint}]";

    private readonly SomePrediction[] _predictions = SomePrediction.ForThreads(threads);

    private readonly Logger _logger = new LoggerConfiguration()
        .WriteTo.File(
            folder.File("serilog.log"),
            buffered: true,
            outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss} | {Message:lj}{NewLine}",
            formatProvider: CultureInfo.InvariantCulture)
        .CreateLogger();

    public override void Run(int thread, int calls)
    {
        SomePrediction prediction = _predictions[thread];
        for (int i = 0; i < calls; i++)
        {
            _logger.Information(
                Template,
                SomePrediction.Model,
                SomePrediction.Symbol,
                prediction.Action,
                SomePrediction.Confidence,
                SomePrediction.Milliseconds,
                SomePrediction.Checkpoint);
        }
    }

    public override void Dispose() => _logger.Dispose();
}
