using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cairn.IntegrationTests.Crash;

/// <summary>A running <c>Cairn.CrashHost</c>, what it has said, and the means to kill it.</summary>
internal sealed class CrashHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly List<string> _said = [];

    private CrashHost(Process process) => _process = process;

    /// <summary>Everything said so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    public static CrashHost Start(IEnumerable<string> arguments, IEnumerable<string>? wrapper = null)
    {
        string[] command = [.. wrapper ?? [], "dotnet", Location, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new CrashHost(Process.Start(start)!);
        host._process.OutputDataReceived += (_, e) => host.Hear(e.Data);
        host._process.ErrorDataReceived += (_, e) => host.Hear(e.Data is null ? "" : "stderr: " + e.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits until it says something that begins so, and returns that.</summary>
    public string WaitFor(string beginning)
    {
        using var limit = new CancellationTokenSource(Patience);
        foreach (string line in _lines.GetConsumingEnumerable(limit.Token))
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new IOException($"The host ended without saying '{beginning}': {string.Join('\n', Said)}");
    }

    /// <summary>
    /// SIGKILL; returns when the system has cleaned up behind it and everything that it said was heard.
    /// </summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public int WaitForExit()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            throw new IOException($"The host did not end: {string.Join('\n', Said)}");
        }

        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _lines.Dispose();
    }

    private static string Location => typeof(CrashHost).Assembly.Location.Replace("Cairn.IntegrationTests", "Cairn.CrashHost");

    private void Hear(string? line)
    {
        if (line is null)
        {
            _lines.CompleteAdding();
            return;
        }

        lock (_said)
        {
            _said.Add(line);
        }

        if (!_lines.IsAddingCompleted)
        {
            _lines.Add(line);
        }
    }
}
