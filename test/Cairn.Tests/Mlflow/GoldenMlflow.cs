using Cairn.Tests.Architecture;

namespace Cairn.Tests.Mlflow;

/// <summary>What was recorded from MLflow itself, where this machine has it.</summary>
internal static class GoldenMlflow
{
    /// <summary>Null when the file is not there.</summary>
    public static string? Read(string name)
    {
        for (string? folder = Sources.Root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Join(folder, "shared", "golden", "mlflow", name);
            if (File.Exists(path))
            {
                return File.ReadAllText(path);
            }
        }

        return null;
    }
}
