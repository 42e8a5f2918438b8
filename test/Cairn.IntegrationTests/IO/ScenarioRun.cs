namespace Cairn.IntegrationTests.IO;

/// <summary>Runs one scenario of this assembly in a child process, on its own or under another program.</summary>
internal static class ScenarioRun
{
    private const string FolderVariable = "CAIRN_TEST_SCENARIO_FOLDER";

    /// <summary>The folder to work in; null outside of a child process.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(FolderVariable);

    /// <summary>Fails with what the child said when the scenario does not pass there.</summary>
    public static void Pass(
        string scenario,
        string folder,
        IEnumerable<string>? wrapper = null,
        (string Name, string Value)? variable = null)
    {
        var environment = new Dictionary<string, string> { [FolderVariable] = folder };
        if (variable is { } extra)
            environment[extra.Name] = extra.Value;
        string[] command =
        [
            .. wrapper ?? [],
            "dotnet", "vstest", typeof(ScenarioRun).Assembly.Location,
            $"--TestCaseFilter:FullyQualifiedName={typeof(Scenarios).FullName}.{scenario}",
        ];
        var run = ChildProcess.Run(command[0], command[1..], environment);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches("Passed: +1|Passed!", run.Output); // no match of the filter would be a success too
    }
}
