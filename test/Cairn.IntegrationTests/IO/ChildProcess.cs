using System.ComponentModel;
using System.Diagnostics;

namespace Cairn.IntegrationTests.IO;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="IOException">The program is not there, or had to be killed at the limit.</exception>
    public static ChildProcess Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string? name, string? value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                throw new IOException($"{program} did not end within {Limit}.");
            }
            string said = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
            return new ChildProcess(process.ExitCode, said);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{program} cannot be started: {e.Message}", e);
        }
    }
}
