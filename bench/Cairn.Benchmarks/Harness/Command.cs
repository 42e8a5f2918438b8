using System.Diagnostics;

namespace Cairn.Benchmarks.Harness;

/// <summary>Runs other programs and waits for them.</summary>
internal static class Command
{
    /// <summary>What the program writes.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error, which the message holds.</exception>
    public static string Output(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n"
                + $"{output}\n{errors.Result}");
    }
}
