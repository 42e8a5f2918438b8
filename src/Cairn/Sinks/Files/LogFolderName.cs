using System.Globalization;
using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>Names of the folders that runs have under <c>logs/</c>: <c>eurusd_20261121_143500</c>.</summary>
internal static class LogFolderName
{
    public static string For(string experiment, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"{StorePath.Slug(experiment)}_{now.UtcDateTime:yyyyMMdd_HHmmss}");
}
