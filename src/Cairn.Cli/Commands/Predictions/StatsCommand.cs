using System.CommandLine;
using System.Globalization;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>How models did, by day or as it is asked; or how they did in the last hours.</summary>
internal sealed class StatsCommand : CairnCommand
{
    /// <summary>A century: more is a slip of the finger.</summary>
    private const double MostHours = 876_000;

    private readonly PerformanceInput _input = new();
    private readonly SplitOption _split = new();

    private readonly Option<double?> _hours = new("--hours")
    {
        HelpName = "H",
        Description = "The last hours instead of days, from a full hour on",
    };

    public StatsCommand() : base("stats", "Show how models did: accuracy, confidence, time, value")
    {
        _input.AddTo(this);
        Options.Add(_split);
        Options.Add(_hours);
        Validators.Add(result =>
        {
            if (result.GetResult(_hours) is null)
            {
                return;
            }

            if (!(result.GetValue(_hours) is > 0 and <= MostHours))
            {
                result.AddError($"--hours is a number from 0 to {MostHours:0}, and not 0.");
            }
            else if (_input.Options.Append(_split).Any(one => result.GetResult(one) is { Implicit: false }))
            {
                result.AddError("--hours goes with a model only: hours are not kept by symbol or checkpoint.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predictions stats",
        "cairn predictions stats dqn_agent --hours 24",
        "cairn predictions stats dqn_agent --by symbol,checkpoint --from 2026-11-01 --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        PerformanceFilter filter = _input.Read(call, store.Predictions);
        return call.Get(_hours) is { } hours
            ? WriteHours(call, store.Predictions, filter.Model, hours)
            : WriteDays(call, store.Predictions, filter, call.Get(_split) ?? PerformanceSplit.Day);
    }

    private static int WriteDays(
        CliCall call, IPredictionStore store, PerformanceFilter filter, PerformanceSplit split)
    {
        IReadOnlyList<ModelPerformance> lines = store.ReadPerformance(filter, split);
        if (call.Json)
        {
            return JsonOutput.Write(
                call.Terminal, json => json.Objects("performance", lines, one => WriteJson(json, one)));
        }

        if (lines.Count == 0)
        {
            call.Terminal.Out.WriteLine("Nothing was predicted then. `cairn predictions stats` shows every day.");
        }

        var table = new PerformanceTable(call.Terminal.Symbols, split);
        string between = "";
        foreach (IGrouping<string, ModelPerformance> model in lines.GroupBy(line => line.Model))
        {
            call.Terminal.Out.Write(between);
            between = Environment.NewLine;
            WriteTitle(call.Terminal, model.Key, model.Sum(line => line.Figures.Predictions), "");
            table.Write(call.Terminal, model);
        }

        AlarmText.WriteHint(call, store);

        return ExitCodes.Done;
    }

    private static int WriteHours(CliCall call, IPredictionStore store, string? model, double hours)
    {
        DateTimeOffset from = call.Now.AddHours(-hours);
        ModelStats[] all =
        [
            .. store.ListModels().Where(one => model is null || one.Name == model)
                .Select(one => store.ReadStats(one.Name, from)),
        ];
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Objects("stats", all, one => WriteJson(json, one)));
        }

        var table = new PerformanceTable(call.Terminal.Symbols, PerformanceSplit.None);
        foreach (ModelStats one in all)
        {
            string since = $" since {Times.Short(one.From, call.Context.Time)}";
            WriteTitle(call.Terminal, one.Model, one.Figures.Predictions, since);
            table.Write(call.Terminal, [new ModelPerformance(one.Model, null, null, null, one.Figures)]);
        }

        AlarmText.WriteHint(call, store);

        return ExitCodes.Done;
    }

    private static void WriteTitle(Terminal terminal, string model, long predictions, string since)
    {
        terminal.Out.Write(terminal.Styled(Plain.Text(model), Style.Bold));
        terminal.Out.WriteLine(terminal.Symbols.Separator + PredictionText.Count(predictions) + since);
    }

    private static void WriteJson(JsonOutput json, ModelPerformance one)
    {
        json.Text("model", one.Model);
        json.Text("day", one.Day?.ToString(PerformanceTable.DayFormat, CultureInfo.InvariantCulture));
        json.Text("symbol", one.Symbol);
        json.Text("checkpoint", one.CheckpointId);
        PerformanceText.WriteJson(json, one.Figures);
    }

    private static void WriteJson(JsonOutput json, ModelStats one)
    {
        json.Text("model", one.Model);
        json.Time("from_utc", one.From);
        json.Time("until_utc", one.Until);
        PerformanceText.WriteJson(json, one.Figures);
    }
}
