namespace Cairn.Tests.TensorBoard.Golden;

/// <summary>Event files that TensorBoard's own writers wrote, beside the checkout, where there are any.</summary>
internal static class GoldenFolder
{
    /// <summary>Null where there is none.</summary>
    public static readonly string? Path = Ancestors()
        .Select(folder => System.IO.Path.Combine(folder, "shared", "golden", "tensorboard"))
        .FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Ancestors()
    {
        for (string? path = AppContext.BaseDirectory; path is not null; path = System.IO.Path.GetDirectoryName(path))
        {
            yield return path;
        }
    }
}
