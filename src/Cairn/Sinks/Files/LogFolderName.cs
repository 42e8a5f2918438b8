using System.Globalization;
using System.Text;
using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>Names of the folders that runs have under <c>logs/</c>: <c>eurusd_20261121_143500</c>.</summary>
internal static class LogFolderName
{
    /// <summary>Says in each folder which run it belongs to; made by exactly one process.</summary>
    private const string OwnerFile = "run_id";

    private const int MaxTries = 100;

    public static string For(string experiment, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"{StorePath.Slug(experiment)}_{now.UtcDateTime:yyyyMMdd_HHmmss}");

    /// <summary>
    /// Makes the folder, with a number behind the name when another run of the same second has it. Where the disk
    /// refuses, a name that nobody else can have.
    /// </summary>
    public static string Reserve(StoreLayout layout, string name, string runId)
    {
        for (int number = 1; number <= MaxTries; number++)
        {
            string numbered = number == 1 ? name : $"{name}_{number}";
            string folder = StorePath.Combine(layout.LogDirectory, numbered);
            if (TryClaim(layout.Files, folder, runId))
            {
                return numbered;
            }
        }

        return $"{name}_{runId}";
    }

    private static bool TryClaim(IFileSystem files, string folder, string runId)
    {
        try
        {
            files.CreateDirectory(folder);
            using IDurableFile owner = files.Open(Path.Combine(folder, OwnerFile), FileIntent.CreateNew);
            owner.Append(Encoding.UTF8.GetBytes(runId + "\n"));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
