using System.CommandLine;
using Cairn.Callbacks;
using Cairn.Cli.Arguments;
using Cairn.Cli.Decisions;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Runs the callbacks again over the epochs of a run, as it was made or with other settings.</summary>
internal sealed class ReplayCommand : CairnCommand
{
    /// <summary>That of <see cref="ReduceLROnPlateau"/>.</summary>
    private const int DefaultRatePatience = 10;

    private readonly RunArgument _run = new();

    private readonly Option<int?> _patience = new("--patience")
    {
        HelpName = "N",
        Description = "Stop after N epochs without improvement [default: as recorded]",
    };

    private readonly Option<double?> _minDelta = new("--min-delta")
    {
        HelpName = "X",
        Description = "By how much an epoch must be better",
    };

    private readonly Option<string?> _monitor = new("--monitor")
    {
        HelpName = "SERIES",
        Description = "What must get better, as val/loss",
    };

    private readonly Option<bool> _maximize = new("--maximize") { Description = "More of it is better" };

    private readonly Option<int?> _ratePatience = new("--lr-patience")
    {
        HelpName = "N",
        Description = "Accept N epochs without improvement before the learning rate falls",
    };

    private readonly Option<double?> _rateFactor = new("--lr-factor")
    {
        HelpName = "X",
        Description = "What the learning rate is multiplied by",
    };

    public ReplayCommand() : base("replay", "Run the callbacks of a run again, with other settings")
    {
        Arguments.Add(_run);
        Option[] options = [_patience, _minDelta, _monitor, _maximize, _ratePatience, _rateFactor];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            Require(result.GetValue(_patience) is null or >= 1, "--patience must be 1 or more.");
            Require(result.GetValue(_minDelta) is null or >= 0, "--min-delta must be 0 or more.");
            Require(result.GetValue(_ratePatience) is null or >= 0, "--lr-patience must be 0 or more.");
            Require(
                result.GetValue(_rateFactor) is null or (> 0 and < 1), "--lr-factor must be between 0 and 1, such as 0.5.");

            void Require(bool holds, string error)
            {
                if (!holds)
                {
                    result.AddError(error);
                }
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn replay latest",
        "cairn replay latest --patience 5 --min-delta 0.001",
        "cairn replay latest --lr-patience 2 --lr-factor 0.5 --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        var parameters = new RecordedParameters(store.ReadParameters(run.Id));
        var recorded = ReplaySettings.Of(parameters);
        ReplaySettings asked = Change(call, recorded);
        if (asked.IsEmpty)
        {
            throw new CliException(
                $"Run {run.Id} recorded no patience, so there is nothing to replay. Give --patience or --lr-patience.");
        }

        // Without settings of its own the run is seen by the metric that was asked for.
        recorded = recorded.IsEmpty ? recorded with { Monitor = asked.Monitor, Goal = asked.Goal } : recorded;
        double? rate = parameters.Number("learning_rate");
        var then = new Replay(ReplaySeries.Read(store, run, recorded.Monitors), rate);
        var now = new Replay(ReplaySeries.Read(store, run, asked.Monitors), rate);
        var comparison = new ReplayComparison(
            recorded, then.Recorded(recorded, RunEvents.ReadAll(store, run.Id)), asked, now.Run(asked));
        var page = new ReplayPage(call, run, comparison);
        return call.Json ? page.WriteJson() : page.Write();
    }

    private ReplaySettings Change(CliCall call, ReplaySettings recorded)
    {
        ReplaySettings changed = recorded with
        {
            Patience = call.Get(_patience) ?? recorded.Patience,
            MinDelta = call.Get(_minDelta) ?? recorded.MinDelta,
            RatePatience = call.Get(_ratePatience) ?? recorded.RatePatience
                ?? (call.Get(_rateFactor) is null ? null : DefaultRatePatience),
            RateFactor = call.Get(_rateFactor) ?? recorded.RateFactor,
        };
        if (call.Get(_monitor) is { } monitor && !CallbackState.IsSame(monitor, recorded.Monitor))
        {
            changed = changed with { Monitor = monitor, RateMonitor = monitor };
        }

        return call.Get(_maximize)
            ? changed with { Goal = MetricGoal.Maximize, RateGoal = MetricGoal.Maximize }
            : changed;
    }
}
