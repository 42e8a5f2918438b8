namespace Cairn.IntegrationTests.IO;

/// <summary>At a desk, what a machine lacks is skipped with the reason; under CI=true nothing is, and the test fails.
/// </summary>
internal static class IntegrationGate
{
    private static bool IsContinuousIntegration =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <param name="lack">What is missing and how to get it; null when nothing is.</param>
    public static string? SkipFor(string? lack) => IsContinuousIntegration ? null : lack;
}
