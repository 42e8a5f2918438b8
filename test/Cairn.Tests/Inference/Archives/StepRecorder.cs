using Cairn.Inference;

namespace Cairn.Tests.Inference.Archives;

/// <summary>Remembers the steps of a cleanup.</summary>
internal sealed class StepRecorder : IProgress<CleanupProgress>
{
    private readonly List<CleanupProgress> _steps = [];

    public IEnumerable<long> Archived => _steps.Select(step => step.Archived).Distinct();

    public IEnumerable<long> Deleted => _steps.Select(step => step.Deleted).Where(deleted => deleted > 0).Distinct();

    public void Report(CleanupProgress value) => _steps.Add(value);
}
