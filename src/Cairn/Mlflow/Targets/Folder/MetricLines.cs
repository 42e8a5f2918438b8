using System.Globalization;
using System.Text;
using Cairn.IO;
using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>The lines of a metric's file: <c>timestamp value step</c>. Stateless.</summary>
/// <remarks>
/// Newer clients add what we do not need behind the step; very old ones have no step, which means 0. A line that is no
/// point is passed over, and a last one without its end was torn: it is not there yet.
/// </remarks>
internal static class MetricLines
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>
    /// The points, null for lines that are none, and how long the file is up to the end of each line.
    /// </summary>
    public static IEnumerable<(MlflowPoint? Point, long End)> Read(IFileSystem files, string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] buffer = new byte[BufferBytes];
        int kept = 0;
        for (long at = 0; ;)
        {
            int read = file.Read(at + kept, buffer.AsSpan(kept));
            if (read == 0)
            {
                yield break;
            }

            int length = kept + read;
            int begin = 0;
            for (int end = IndexOfEnd(buffer, begin, length); end >= 0; end = IndexOfEnd(buffer, begin, length))
            {
                yield return (Parse(buffer.AsSpan(begin, end - begin)), at + end + 1);
                begin = end + 1;
            }

            kept = length - begin;
            at += begin;
            buffer.AsSpan(begin, kept).CopyTo(buffer);
            if (kept == buffer.Length)
            {
                yield break; // no line is so long: the rest is something else
            }
        }
    }

    /// <summary>The points alone.</summary>
    public static IEnumerable<MlflowPoint> ReadPoints(IFileSystem files, string path) =>
        Read(files, path).Select(line => line.Point).OfType<MlflowPoint>();

    public static void Write(StringBuilder text, MlflowPoint point) => text.Append(
        CultureInfo.InvariantCulture, $"{point.TimeMs} {InvariantNumber.Write(point.Value)} {point.Step}\n");

    private static int IndexOfEnd(byte[] buffer, int from, int to)
    {
        int index = buffer.AsSpan(from, to - from).IndexOf((byte)'\n');
        return index < 0 ? -1 : from + index;
    }

    private static MlflowPoint? Parse(ReadOnlySpan<byte> line)
    {
        string[] fields = Encoding.UTF8.GetString(line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        long step = 0;
        return fields.Length >= 2
            && TryParseInteger(fields[0], out long timeMs)
            && InvariantNumber.TryParse(fields[1], out double value)
            && (fields.Length == 2 || TryParseInteger(fields[2], out step))
                ? new MlflowPoint(step, timeMs, value)
                : null;
    }

    /// <summary>Some clients wrote times as <c>1544.0</c>.</summary>
    private static bool TryParseInteger(string text, out long value)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        bool isNumber = InvariantNumber.TryParse(text, out double number) && Math.Abs(number) < long.MaxValue;
        value = isNumber ? (long)number : 0;
        return isNumber;
    }
}
