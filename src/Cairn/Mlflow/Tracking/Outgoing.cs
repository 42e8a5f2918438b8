namespace Cairn.Mlflow.Tracking;

/// <summary>Something on its way to MLflow.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Key of a metric, parameter or tag; of work what it does, for people.</param>
/// <param name="Point">Of a metric.</param>
/// <param name="Text">Value of a parameter or tag.</param>
/// <param name="Work">What cannot be gathered into a batch. It is told the run, and may be called again after it failed.</param>
internal readonly record struct Outgoing(
    OutgoingKind Kind, string Key, MlflowPoint Point = default, string Text = "", Action<OutboxContext>? Work = null)
{
    /// <summary>As large as a point: 100 bytes.</summary>
    private const int CharactersOfPoint = 50;

    /// <summary>Whether it goes by itself, behind all that was handed in before.</summary>
    public bool IsAlone => Work is not null;

    /// <summary>As many points need the same memory.</summary>
    public long Weight => 1 + ((Key.Length + Text.Length) / CharactersOfPoint);
}
