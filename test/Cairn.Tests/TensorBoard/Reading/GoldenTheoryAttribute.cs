namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>A theory over files that TensorBoard wrote, which are not part of the repository: skipped without them.</summary>
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute() => Skip = GoldenEvents.Folder is null ? "There is no ../shared/golden/tensorboard." : null;
}
