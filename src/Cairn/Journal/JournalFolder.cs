using System.Globalization;
using System.Security.Cryptography;

namespace Cairn.Journal;

/// <summary>The names inside a store's <c>journal</c> folder.</summary>
internal static class JournalFolder
{
    public const string LockName = "owner.lock";
    public const string CatalogName = "catalog.log";
    private const string SegmentSuffix = ".seg";

    /// <summary>A name that no other journal of the store ever has, sortable by time.</summary>
    public static string NewId(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, true)}");

    public static string SegmentPath(string folder, long number) =>
        Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture) + SegmentSuffix);

    public static string LockPath(string folder) => Path.Combine(folder, LockName);

    public static string CatalogPath(string folder) => Path.Combine(folder, CatalogName);

    /// <summary>False for a file that is no segment.</summary>
    public static bool TryParseSegment(string path, out long number) => long.TryParse(
        Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && path.EndsWith(SegmentSuffix, StringComparison.Ordinal)
        && number > 0;
}
