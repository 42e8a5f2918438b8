using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>The names inside a store's <c>journal</c> folder.</summary>
internal static partial class JournalFolder
{
    public const string LockName = "owner.lock";
    public const string CatalogName = "catalog.log";
    private const string SegmentSuffix = ".seg";

    /// <summary>Begins the name of a folder that was drained to its end and only has to be deleted.</summary>
    private const string Tombstone = "gone-";

    /// <summary>A name that no other journal of the store ever has, sortable by time.</summary>
    public static string NewId(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, true)}");

    /// <summary>True for a name that <see cref="NewId"/> makes; other folders are not Cairn's.</summary>
    public static bool IsId(string name) => IdForm().IsMatch(name);

    /// <summary>True for what is left of a journal whose deletion was interrupted.</summary>
    public static bool IsTombstone(string name) =>
        name.StartsWith(Tombstone, StringComparison.Ordinal) && IsId(name[Tombstone.Length..]);

    /// <summary>
    /// Deletes a journal that was drained to its end: first it gets a name under which nobody takes it for a journal,
    /// so that half a journal is never found.
    /// </summary>
    public static void Delete(IFileSystem files, string folder)
    {
        string name = Path.GetFileName(folder);
        if (!IsTombstone(name))
        {
            string tombstone = Path.Combine(Path.GetDirectoryName(folder)!, Tombstone + name);
            files.Move(folder, tombstone);
            folder = tombstone;
        }

        files.DeleteDirectory(folder);
    }

    public static string SegmentPath(string folder, long number) =>
        Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture) + SegmentSuffix);

    public static string LockPath(string folder) => Path.Combine(folder, LockName);

    public static string CatalogPath(string folder) => Path.Combine(folder, CatalogName);

    /// <summary>False for a file that is no segment.</summary>
    public static bool TryParseSegment(string path, out long number) => long.TryParse(
        Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && path.EndsWith(SegmentSuffix, StringComparison.Ordinal)
        && number > 0;

    [GeneratedRegex(@"^\d{8}-\d{6}-\d+-[0-9a-f]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
