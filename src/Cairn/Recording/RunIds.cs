using System.Globalization;
using System.Security.Cryptography;

namespace Cairn.Recording;

/// <summary>Ids of runs: sortable by time, unique across processes.</summary>
internal static class RunIds
{
    /// <summary>Beside the second: two runs of one second collide once in 16 million pairs.</summary>
    private const int SuffixDigits = 6;

    public static string New(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(SuffixDigits, true)}");
}
