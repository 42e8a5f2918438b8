using System.Globalization;
using System.Runtime.InteropServices;

namespace Cairn.Benchmarks.Harness;

/// <summary>Where and of what the numbers are: they mean nothing without.</summary>
internal static class Machine
{
    public static string Describe(string[] filters)
    {
        double memoryGiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        string system = $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}";
        string arguments = filters.Length == 0 ? "" : " -- " + string.Join(' ', filters);
        return string.Create(CultureInfo.InvariantCulture, $"""
            * machine: {Processor()}, {Environment.ProcessorCount} cores, {memoryGiB:0} GiB, {system}
            * runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
            * load when it began: {LoadAverage()}
            * commit: {Repository.Commit()}, {DateTime.UtcNow:yyyy-MM-dd}
            * command: `dotnet run -c Release --project bench/Cairn.Benchmarks{arguments}`

            """);
    }

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path)
            ? File.ReadLines(Path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string LoadAverage()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? string.Join(' ', File.ReadAllText(Path).Split(' ')[..3]) : "unknown";
    }
}
