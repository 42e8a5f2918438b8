namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>A theory over exchanges with a real tracking server; skipped where there are none.</summary>
internal sealed class RecordedTheoryAttribute : TheoryAttribute
{
    public RecordedTheoryAttribute() => Skip = Lack;

    public static string? Lack =>
        GoldenMlflow.Folder is null ? "Needs ../shared/golden/mlflow beside the checkout." : null;
}
