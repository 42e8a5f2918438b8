namespace Cairn.IntegrationTests.IO;

/// <summary>
/// Runs one of the crash host's file scenarios in a process of its own, by itself or under another program.
/// </summary>
internal static class FileScenario
{
    private static string Location =>
        typeof(FileScenario).Assembly.Location.Replace("Cairn.IntegrationTests", "Cairn.CrashHost", StringComparison.Ordinal);

    /// <summary>Fails with what the process said when the scenario does not hold there.</summary>
    public static void Holds(
        string scenario, string target, IEnumerable<string>? wrapper = null, (string Name, string Value)? variable = null)
    {
        var environment = new Dictionary<string, string>();
        if (variable is { } extra)
        {
            environment[extra.Name] = extra.Value;
        }

        string[] command = [.. wrapper ?? [], "dotnet", Location, "files", scenario, target];
        var run = ChildProcess.Run(command[0], command[1..], environment);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
