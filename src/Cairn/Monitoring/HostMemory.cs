using System.Globalization;

namespace Cairn.Monitoring;

/// <summary>How much memory the host has and can still give, as <c>/proc/meminfo</c> says. Not thread-safe.</summary>
internal sealed class HostMemory(ProcFile meminfo)
{
    /// <summary>False where the system does not say.</summary>
    public bool TryRead(out long totalBytes, out long availableBytes)
    {
        string[] lines = meminfo.ReadLines();
        availableBytes = 0;
        return TryFind(lines, "MemTotal:", out totalBytes)
            && totalBytes > 0
            && TryFind(lines, "MemAvailable:", out availableBytes);
    }

    private static bool TryFind(string[] lines, string name, out long bytes)
    {
        bytes = 0;
        string[] words = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal), "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !long.TryParse(words[1], CultureInfo.InvariantCulture, out long kibibytes))
        {
            return false;
        }

        bytes = kibibytes * 1024;
        return true;
    }
}
