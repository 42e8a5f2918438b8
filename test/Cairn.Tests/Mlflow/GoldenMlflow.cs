using Cairn.Tests.Architecture;

namespace Cairn.Tests.Mlflow;

/// <summary>What was recorded from MLflow itself, where this machine has it.</summary>
internal static class GoldenMlflow
{
    /// <summary>Null when it is not there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Null when the file is not there.</summary>
    public static string? Read(string name)
    {
        string path = Path.Join(Folder, name);
        return Folder is not null && File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string? Find()
    {
        for (string? folder = Sources.Root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Join(folder, "shared", "golden", "mlflow");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
