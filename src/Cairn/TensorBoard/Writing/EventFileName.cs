using System.Globalization;
using Cairn.IO;

namespace Cairn.TensorBoard.Writing;

/// <summary>
/// Names of event files: <c>events.out.tfevents.&lt;seconds&gt;.&lt;host&gt;.&lt;process&gt;.&lt;count&gt;</c>.
/// TensorBoard reads the files of a folder in the order of their names, so a new name sorts behind all that are there,
/// also when the clock was set back. Safe for any number of threads.
/// </summary>
internal static class EventFileName
{
    public const string Pattern = Prefix + "*";

    private const string Prefix = "events.out.tfevents.";
    private const int SecondsDigits = 10;
    private const long LastSecond = 9_999_999_999; // in the year 2286, the last of ten digits

    private static readonly string Host = FolderSlug.Of(Environment.MachineName);

    private static int _count = -1;

    /// <summary>A name that no other call in this process gives.</summary>
    /// <param name="present">Names or paths of the event files that are in the folder.</param>
    /// <param name="now">What the clock says.</param>
    public static string After(IEnumerable<string> present, DateTimeOffset now)
    {
        long newest = present.Select(SecondsOf).DefaultIfEmpty(-1).Max();
        long seconds = Math.Clamp(now.ToUnixTimeSeconds(), Math.Min(newest + 1, LastSecond), LastSecond);
        int count = Interlocked.Increment(ref _count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{seconds:D10}.{Host}.{Environment.ProcessId}.{count}");
    }

    /// <summary>-1 when the name follows another rule.</summary>
    private static long SecondsOf(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        return name.Length > Prefix.Length + SecondsDigits
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && name[Prefix.Length + SecondsDigits] == '.'
            && long.TryParse(
                name.Slice(Prefix.Length, SecondsDigits),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long seconds)
            ? seconds
            : -1;
    }
}
