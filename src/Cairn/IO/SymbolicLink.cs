namespace Cairn.IO;

/// <summary>Tells links from what they point to. Stateless.</summary>
internal static class SymbolicLink
{
    /// <summary>
    /// Whether the path itself is a link; false when nothing is there, or the system does not let us look.
    /// </summary>
    public static bool Is(string path) => new FileInfo(path).LinkTarget is not null;
}
