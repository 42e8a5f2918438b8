namespace Cairn.IntegrationTests.Mlflow;

/// <summary>A real tracking server, where this machine knows one.</summary>
internal static class TrackingServer
{
    private const string Variable = "CAIRN_TEST_MLFLOW";

    /// <summary>Null when nobody named one.</summary>
    public static Uri? Address { get; } =
        Uri.TryCreate(Environment.GetEnvironmentVariable(Variable), UriKind.Absolute, out Uri? address)
            ? address : null;

    /// <summary>Why a test is skipped; also in continuous integration, which has no such server.</summary>
    public static string? Lack => Address is null
        ? $"Needs {Variable}, the address of an MLflow tracking server that serves artifacts, as http://localhost:5000."
        : null;
}
