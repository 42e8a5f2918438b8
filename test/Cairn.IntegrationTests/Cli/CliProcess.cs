using System.Diagnostics;
using System.Text.Json;

namespace Cairn.IntegrationTests.Cli;

/// <summary>The command line as its users start it: a process of its own.</summary>
internal static class CliProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static string Location =>
        typeof(CliProcess).Assembly.Location.Replace("Cairn.IntegrationTests", "Cairn.Cli", StringComparison.Ordinal);

    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new IOException($"cairn {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    public static JsonDocument RunJson(params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run([.. arguments, "--json"]);
        Assert.True(exitCode == 0, errors);
        return JsonDocument.Parse(output);
    }
}
