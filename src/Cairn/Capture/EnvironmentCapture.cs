using System.Collections;
using System.Runtime.InteropServices;
using Cairn.IO;

namespace Cairn.Capture;

/// <summary>What a run's surroundings were, for telling later why two runs differ. Secrets are masked.</summary>
internal static class EnvironmentCapture
{
    // Variables that change what a training run does; everything else in the environment is nobody's business.
    private static readonly string[] Prefixes = ["CAIRN_", "TOTO_", "DOTNET_", "CUDA_", "NVIDIA_", "OMP_", "MKL_"];

    public static string Take(IFileSystem files)
    {
        string? folder = WorkingDirectory();
        return JsonCapture.Object(
        [
            new("machine", Environment.MachineName),
            new("os", RuntimeInformation.OSDescription),
            new("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
            new("processors", Environment.ProcessorCount),
            new("memory_bytes", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            new("runtime", RuntimeInformation.FrameworkDescription),
            new("process_id", Environment.ProcessId),
            new("command_line", Environment.CommandLine),
            new("working_directory", folder),
            new("git_commit", folder is null ? null : GitRevision.Find(files, folder)),
            new("cairn_version", typeof(EnvironmentCapture).Assembly.GetName().Version?.ToString(3)),
            new("variables", Variables()),
        ]);
    }

    /// <summary>Null where somebody has deleted it under the process.</summary>
    private static string? WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static SortedDictionary<string, object?> Variables()
    {
        var variables = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                variables[name] = variable.Value;
            }
        }

        return variables;
    }
}
