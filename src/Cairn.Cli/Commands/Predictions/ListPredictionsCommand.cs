using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>Predictions that are wanted, newest first, or those around a time.</summary>
internal sealed class ListPredictionsCommand : CairnCommand
{
    private const int UsualLimit = 20;
    private const string UsualSpan = "5m";

    private readonly PredictionInput _predictions = new();

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "TIME",
        Description = $"Decided then or later: {TypedTime.Examples}",
    };

    private readonly Option<string?> _until = new("--until") { HelpName = "TIME", Description = "Decided before that" };

    private readonly Option<string?> _around = new("--around")
    {
        HelpName = "TIME",
        Description = "The nearest to that time, oldest first",
    };

    private readonly Option<string> _within = new("--within")
    {
        HelpName = "SPAN",
        Description = "How far --around reaches to either side: 30s, 5m, 2h, 1d",
        DefaultValueFactory = _ => UsualSpan,
    };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "At most this many",
        DefaultValueFactory = _ => UsualLimit,
    };

    public ListPredictionsCommand() : base("list", "List predictions, newest first, or those around a time")
    {
        _predictions.AddTo(this);
        Option[] options = [_from, _until, _around, _within, _limit];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _limit.RequireAtLeast(1);
        Validators.Add(result =>
        {
            if (result.GetResult(_around) is not null
                && (result.GetResult(_from) is not null || result.GetResult(_until) is not null))
            {
                result.AddError("--around goes with --within, and not with --from or --until.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predictions list --model dqn_agent --state expired",
        "cairn predictions list --around 14:35 --within 30s",
        "cairn predictions list --flaws any --from 24h --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        PredictionFilter filter = _predictions.Read(call);
        if (call.Get(_around) is not { } around)
        {
            IReadOnlyList<PredictionInfo> found = store.Predictions.List(Between(call, filter));
            return Write(call, store, found, "No prediction matches. `cairn predictions list` lists the newest of all.");
        }

        var time = TypedTime.Parse(around, call.Context.Time);
        TimeSpan within = Within(call);
        IReadOnlyList<PredictionInfo> nearest = Surroundings.Read(
            store.Predictions, filter, time.Time, within, call.Get(_limit));
        return Write(call, store, nearest, Surroundings.Nothing(call, store.Predictions, filter, time.Time, within));
    }

    private PredictionFilter Between(CliCall call, PredictionFilter filter) => filter with
    {
        From = call.Get(_from) is { } from ? TypedTime.Parse(from, call.Context.Time).Time : null,
        Until = call.Get(_until) is { } until ? TypedTime.Parse(until, call.Context.Time).Time : null,
        Limit = call.Get(_limit),
    };

    private TimeSpan Within(CliCall call)
    {
        string typed = call.Get(_within)!;
        return TypedTime.TryReadSpan(typed) ?? throw new CliException(
            $"--within is \"{typed}\"; give a number and a unit: 30s, 5m, 2h or 1d.", ExitCodes.BadUsage);
    }

    private static int Write(CliCall call, IRunStore store, IReadOnlyList<PredictionInfo> found, string nothing)
    {
        if (call.Json)
        {
            return JsonOutput.Write(
                call.Terminal, json => json.Objects("predictions", found, one => PredictionJson.Write(json, one)));
        }

        if (found.Count > 0)
        {
            PredictionTable.Write(call, found);
            return ExitCodes.Done;
        }

        bool isEmpty = store.Predictions.ListModels().Count == 0;
        call.Terminal.Out.WriteLine(Plain.Text(isEmpty ? PredictionArgument.NoneIn(call.Folder) : nothing));
        return ExitCodes.Done;
    }
}
