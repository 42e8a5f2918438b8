namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>A test that needs exchanges with a real tracking server; skipped where there are none.</summary>
internal sealed class RecordedFactAttribute : FactAttribute
{
    public RecordedFactAttribute() => Skip = RecordedTheoryAttribute.Lack;
}
