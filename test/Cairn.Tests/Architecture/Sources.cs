namespace Cairn.Tests.Architecture;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Sources
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Cairn.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
