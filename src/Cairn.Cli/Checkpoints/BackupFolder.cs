namespace Cairn.Cli.Checkpoints;

/// <summary>A directory that checkpoints are copied to.</summary>
internal static class BackupFolder
{
    /// <summary>Its full path.</summary>
    /// <exception cref="CliException">It is not there.</exception>
    public static string Existing(string typed) => Directory.Exists(typed)
        ? Path.GetFullPath(typed)
        : throw new CliException($"There is no backup in {typed}: the folder is not there. Is its disk mounted?");

    /// <summary>Its full path, whether it is there or not.</summary>
    /// <exception cref="CliException">It is the checkpoints' own.</exception>
    public static string Other(string typed, string checkpoints) => Path.GetFullPath(typed) == checkpoints
        ? throw new CliException($"{typed} is where the checkpoints are. Name another folder, best on another disk.")
        : Path.GetFullPath(typed);
}
