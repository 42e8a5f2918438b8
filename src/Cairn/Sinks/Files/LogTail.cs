using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>Finds the last lines of a file without reading the rest. Stateless.</summary>
internal static class LogTail
{
    private const byte NewLine = (byte)'\n';

    // 50 lines of an inference log are 5 KB; a line as long as a frame of the journal is 512 KB.
    private const int BlockBytes = 64 * 1024;

    /// <summary>The place behind the last line that is whole; 0 when there is none.</summary>
    public static long EndOfLines(IDurableFile file) => LineStart(file, file.Length, 0, out _);

    /// <summary>Where the last lines before a place begin; 0 when there are no more than that.</summary>
    /// <param name="file">An open file.</param>
    /// <param name="end">Behind the last line. A last line without an end counts as one.</param>
    /// <param name="lines">How many lines; at least 1.</param>
    /// <param name="found">How many of them there are.</param>
    public static long StartOf(IDurableFile file, long end, int lines, out int found)
    {
        if (end == 0)
        {
            found = 0;
            return 0;
        }

        long start = LineStart(file, end - 1, lines - 1, out int passed); // the last byte ends the last line
        found = passed + 1;
        return start;
    }

    /// <summary>
    /// The place behind the last new line before <paramref name="end"/>, when <paramref name="skip"/> others were
    /// passed.
    /// </summary>
    private static long LineStart(IDurableFile file, long end, int skip, out int passed)
    {
        using PooledBuffer block = new();
        passed = 0;
        while (end > 0)
        {
            int length = (int)Math.Min(end, BlockBytes);
            Span<byte> bytes = block.GetSpan(BlockBytes)[..length];
            bytes = bytes[..file.Read(end - length, bytes)];
            long begin = end - length;
            for (int at = bytes.LastIndexOf(NewLine); at >= 0; at = bytes[..at].LastIndexOf(NewLine))
            {
                if (passed == skip)
                {
                    return begin + at + 1;
                }

                passed++;
            }

            end = begin;
        }

        return 0;
    }
}
