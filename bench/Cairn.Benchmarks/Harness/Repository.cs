namespace Cairn.Benchmarks.Harness;

/// <summary>The clone that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The checked-out commit, with a mark where files differ from it.</summary>
    public static string Commit() => Command.Output("git", "-C", Root, "describe", "--always", "--dirty");

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cairn.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Run this from within a clone of Cairn.");
    }
}
