using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>What was odd about predictions: the newest alarms.</summary>
internal sealed class AlarmsCommand : CairnCommand
{
    private readonly Option<int> _lines = new("--lines", "-n")
    {
        HelpName = "N",
        Description = "How many of the last alarms",
        DefaultValueFactory = _ => 20,
    };

    public AlarmsCommand() : base("alarms", "Show what was odd: other answers to the same input, a feed that stands still")
    {
        Options.Add(_lines);
        _lines.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples => ["cairn predictions alarms", "cairn predictions alarms -n 100 --json"];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        IReadOnlyList<RunEvent> alarms = store.Predictions.ListAlarms(call.Get(_lines));
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Objects("alarms", alarms, one =>
            {
                json.Time("time_utc", one.TimeUtc);
                json.Text("kind", one.Kind);
                json.Text("message", one.Message);
            }));
        }

        if (alarms.Count == 0)
        {
            call.Terminal.Out.WriteLine("There was nothing odd.");
        }

        foreach (RunEvent alarm in alarms)
        {
            AlarmText.Write(call, alarm);
        }

        return ExitCodes.Done;
    }
}
