using Cairn.Inference;

namespace Cairn.Tests.Inference.Archives;

/// <summary>
/// Does something once in the middle of a cleanup: when everything is read, or when a condition first holds.
/// </summary>
internal sealed class StepAction(Action act, Func<CleanupProgress, bool>? when = null) : IProgress<CleanupProgress>
{
    private bool _isDone;

    public void Report(CleanupProgress value)
    {
        if (!_isDone && (when?.Invoke(value) ?? value.Archived == value.Total))
        {
            _isDone = true;
            act();
        }
    }
}
