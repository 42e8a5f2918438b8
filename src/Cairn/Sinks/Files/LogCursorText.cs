using System.Globalization;
using System.Text;
using Cairn.IO;
using Cairn.Journal;

namespace Cairn.Sinks.Files;

/// <summary>
/// A cursor as it stands on disk: lines of words, the last with a CRC32C over all before it.
/// <code>
/// cairn-log-cursor 1
/// journal 20261121-143500-7f3a
/// taken 3 40960 1200 0 0               segment, offset, stored, damaged, undefined
/// run 1 1795271700000 1795271760000 running
/// file 8812 training_metrics.jsonl     belongs to the run above; ends with "begun" while a shared file is written to
/// held eyJscm4iOjAuMX0=                belongs to the run above: what the sink holds back, in Base64
/// crc 1a2b3c4d
/// </code>
/// </summary>
internal static class LogCursorText
{
    private const string Head = "cairn-log-cursor 1";
    private const string Running = "running";
    private const string Idle = "idle";
    private const string Begun = "begun";
    private const string HeldWord = "held";

    public static byte[] Format(LogCursor cursor, string journalId)
    {
        StringBuilder text = new();
        (JournalPosition position, long stored, long damaged, long undefined) = cursor.Progress;
        text.Append(CultureInfo.InvariantCulture, $"{Head}\njournal {journalId}\n");
        text.Append(CultureInfo.InvariantCulture, $"taken {position.Segment} {position.Offset} ");
        text.Append(CultureInfo.InvariantCulture, $"{stored} {damaged} {undefined}\n");
        foreach (LogCursor.Run run in cursor.Runs)
        {
            string state = run.IsRunning ? Running : Idle;
            text.Append(CultureInfo.InvariantCulture, $"run {run.Number} {run.StartedMs} {run.LastMs} {state}\n");
            foreach (LogCursor.File file in run.Files)
            {
                string attempt = file.IsBegun ? " " + Begun : "";
                text.Append(CultureInfo.InvariantCulture, $"file {file.Length} {file.Name}{attempt}\n");
            }

            if (run.Held.Length > 0)
            {
                string held = Convert.ToBase64String(Encoding.UTF8.GetBytes(run.Held));
                text.Append(CultureInfo.InvariantCulture, $"{HeldWord} {held}\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.Append(LastLine(text.ToString())).ToString());
    }

    /// <summary>Null when this is not a whole cursor of this journal.</summary>
    public static LogCursor? Parse(ReadOnlySpan<byte> bytes, string journalId)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int end = text.LastIndexOf("crc ", StringComparison.Ordinal);
        if (end < 0 || text[end..] != LastLine(text[..end]))
        {
            return null;
        }

        string[] lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 3 || lines[0] != Head || lines[1] != $"journal {journalId}")
        {
            return null;
        }

        try
        {
            return new LogCursor(ParseProgress(lines[2].Split(' ')), ParseRuns(lines.AsSpan(3)));
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException
            or ArgumentOutOfRangeException)
        {
            return null; // written by a version that says it is this one
        }
    }

    private static SinkProgress ParseProgress(string[] words)
    {
        var position = JournalPosition.Of(Number(words[1]), Number(words[2]));
        return new SinkProgress(position, Number(words[3]), Number(words[4]), Number(words[5]));
    }

    private static List<LogCursor.Run> ParseRuns(ReadOnlySpan<string> lines)
    {
        List<LogCursor.Run> runs = [];
        List<LogCursor.File> files = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (words[0] == "run")
            {
                files = [];
                uint number = checked((uint)Number(words[1]));
                runs.Add(new(number, Number(words[2]), Number(words[3]), words[4] == Running, files));
            }
            else if (words[0] == HeldWord)
            {
                runs[^1] = runs[^1] with { Held = Encoding.UTF8.GetString(Convert.FromBase64String(words[1])) };
            }
            else
            {
                files.Add(new(words[2], Math.Max(0, Number(words[1])), words[^1] == Begun));
            }
        }

        return runs;
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static string LastLine(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"crc {Crc32C.Of(Encoding.UTF8.GetBytes(text)):x8}\n");
}
