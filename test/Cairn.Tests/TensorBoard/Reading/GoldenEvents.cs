using System.Text.Json.Nodes;
using Cairn.Tests.Architecture;

namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>Event files that TensorBoard and torch wrote, and what they hold.</summary>
internal static class GoldenEvents
{
    /// <summary>Null where they are not there.</summary>
    public static string? Folder { get; } = Find();

    public static TheoryData<string> Names => Folder is null
        ? ["none"]
        : [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, file)))!;

    private static string? Find()
    {
        string folder = Path.Combine(Sources.Root, "..", "shared", "golden", "tensorboard");
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
