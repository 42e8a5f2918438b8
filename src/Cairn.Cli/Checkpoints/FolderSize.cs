namespace Cairn.Cli.Checkpoints;

/// <summary>How much room a folder takes.</summary>
internal static class FolderSize
{
    /// <summary>0 for one that is not there.</summary>
    public static long Of(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;
}
