using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Alarms as text. Stateless.</summary>
internal static class AlarmText
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);

    public static void Write(CliCall call, RunEvent alarm)
    {
        call.Terminal.Out.Write(Times.Short(alarm.TimeUtc, call.Context.Time) + "  ");
        call.Terminal.Out.Write(call.Terminal.Styled(Plain.Text(alarm.Kind), Style.Bold));
        call.Terminal.Out.WriteLine("  " + Plain.Text(alarm.Message));
    }

    /// <summary>One line that says where alarms of the last days can be seen; nothing when there are none.</summary>
    public static void WriteHint(CliCall call, IPredictionStore store)
    {
        const int Enough = 100;
        int count = store.ListAlarms(Enough).Count(alarm => alarm.TimeUtc > call.Now - Recently);
        if (count > 0)
        {
            string many = count == Enough ? $"{count} or more alarms" : count == 1 ? "1 alarm" : $"{count} alarms";
            call.Terminal.Out.WriteLine($"{many} in the last seven days: `cairn predictions alarms` shows what was odd.");
        }
    }
}
