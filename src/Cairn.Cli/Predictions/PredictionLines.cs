using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Prints predictions as they come, one on a line, in columns that need not know what comes next.</summary>
internal sealed class PredictionLines(CliCall call)
{
    /// <summary>As wide as in the log file <c>inference_records.txt</c>; longer names push their line.</summary>
    private const int ModelWidth = 15;
    private const int SymbolWidth = 10;
    private const int ActionWidth = 4;
    private const int TimeWidth = 6;
    private const int ResultWidth = 12;

    private readonly Terminal _terminal = call.Terminal;

    public void Write(IReadOnlyList<PredictionInfo> predictions)
    {
        foreach (PredictionInfo one in predictions)
        {
            if (call.Json)
            {
                JsonOutput.Write(_terminal, json => PredictionJson.Write(json, one));
            }
            else
            {
                _terminal.Out.WriteLine(ToText(one));
            }
        }

        _terminal.Out.Flush();
    }

    /// <summary>The whole answer at once.</summary>
    public int WriteAll(IReadOnlyList<PredictionInfo> predictions)
    {
        if (call.Json)
        {
            return JsonOutput.Write(
                _terminal, json => json.Objects("predictions", predictions, one => PredictionJson.Write(json, one)));
        }

        Write(predictions);
        if (predictions.Count == 0)
        {
            _terminal.Out.WriteLine("No prediction yet that matches. --follow waits for one.");
        }

        return ExitCodes.Done;
    }

    private string ToText(PredictionInfo one)
    {
        Symbols symbols = _terminal.Symbols;
        Cell result = PredictionText.Result(one);
        string[] parts =
        [
            _terminal.Styled(Times.ToSecond(one.DecisionTime, call.Context.Time), Style.Dim),
            _terminal.Styled(Plain.Text(one.Model).PadRight(ModelWidth), Style.Cyan),
            Plain.Text(one.Symbol).PadRight(SymbolWidth),
            Plain.Text(one.Action).PadRight(ActionWidth),
            PredictionText.Confidence(one.Confidence, symbols),
            PredictionText.Milliseconds(one.ProcessingTimeMs, symbols).PadLeft(TimeWidth) + " ms",
            _terminal.Styled(result.Text.PadRight(ResultWidth), result.Style),
            _terminal.Styled(PredictionText.ShortId(one.Id), Style.Dim),
        ];
        Cell remarks = PredictionText.Remarks(one);
        string tail = remarks.Text.Length == 0 ? "" : "  " + _terminal.Styled(remarks.Text, remarks.Style);
        return string.Join("  ", parts) + tail;
    }
}
