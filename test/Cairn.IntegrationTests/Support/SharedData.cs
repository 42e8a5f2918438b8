namespace Cairn.IntegrationTests;

/// <summary>Real market data beside the checkout, where there is any.</summary>
internal static class SharedData
{
    /// <summary>The path of a file of prices, or null.</summary>
    public static string? Find(string file)
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, "shared", "data", "ohlcv", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
