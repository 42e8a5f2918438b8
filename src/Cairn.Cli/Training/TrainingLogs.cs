using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>Tells several listeners, in their order.</summary>
internal sealed class TrainingLogs(params ITrainingLog[] logs) : ITrainingLog
{
    public void Started(TrainingStart start) => Tell(log => log.Started(start));

    public void StepEnded(TrainingProgress progress)
    {
        foreach (ITrainingLog log in logs)
        {
            log.StepEnded(progress);
        }
    }

    public void EpochEnded(EpochRecord epoch) => Tell(log => log.EpochEnded(epoch));

    public void Ended(TrainingReport report) => Tell(log => log.Ended(report));

    private void Tell(Action<ITrainingLog> what)
    {
        foreach (ITrainingLog log in logs)
        {
            what(log);
        }
    }
}
