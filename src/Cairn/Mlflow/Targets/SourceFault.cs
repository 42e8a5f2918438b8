namespace Cairn.Mlflow.Targets;

/// <summary>
/// What is to be sent cannot be read. It is no fault of the place that it goes to, so that what comes behind it may go.
/// Stateless.
/// </summary>
internal static class SourceFault
{
    public const string Code = "mlflow.source";

    /// <param name="location">Where it was to go.</param>
    /// <param name="error">What the source threw.</param>
    public static MlflowException Of(string location, IOException error) => new(
        Code, location, $"What is to be sent to {location} cannot be read: {error.Message}", isTransient: false, error);
}
