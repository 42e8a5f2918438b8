using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

/// <summary>Keeps every report, on the thread that makes it.</summary>
internal sealed class CollectingProgress : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value) => Reports.Add(value);
}
