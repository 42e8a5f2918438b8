namespace Cairn.Cli.Training;

/// <summary>Where a run goes besides the store. Immutable; it is recorded with the run, which keeps to it when it goes on.</summary>
internal sealed record DestinationPlan
{
    public static readonly DestinationPlan All = new() { WriteTensorBoard = true, SendToMlflow = true };

    public bool WriteTensorBoard { get; init; }

    public bool SendToMlflow { get; init; }

    public static DestinationPlan From(RecordedSettings settings) => new()
    {
        WriteTensorBoard = settings.Flag("tensorboard"),
        SendToMlflow = settings.Flag("mlflow"),
    };

    public IEnumerable<KeyValuePair<string, object?>> ToParameters() =>
        [new("tensorboard", WriteTensorBoard), new("mlflow", SendToMlflow)];

    public void Apply(CairnOptions options) =>
        (options.WriteTensorBoard, options.SendToMlflow) = (WriteTensorBoard, SendToMlflow);
}
