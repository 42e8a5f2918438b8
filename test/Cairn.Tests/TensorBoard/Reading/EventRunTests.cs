using Cairn.IO;
using Cairn.TensorBoard.Reading;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard.Reading;

public sealed class EventRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Every_folder_that_directly_holds_event_files_is_a_run()
    {
        Write("events.out.tfevents.2", EventBytes.Version);
        Write("events.out.tfevents.1.v2", EventBytes.Version);
        Write("a/b/xtfeventsx", EventBytes.Version);
        Write("a/notes.txt", []);
        Write("c/events.out.tfevents.3.profile-empty", []);

        IReadOnlyList<EventRun> runs = EventRun.Find(_folder.Path);

        Assert.Equal([".", "a/b"], runs.Select(run => run.Name));
        Assert.Equal(["events.out.tfevents.1.v2", "events.out.tfevents.2"], runs[0].Files.Select(Path.GetFileName));
    }

    [Fact]
    public void A_session_that_begins_again_takes_back_what_was_said_of_later_steps()
    {
        Write("events.out.tfevents.1", [.. EventBytes.SessionStart(0), .. Scalars(0, 6, 1), .. EventBytes.SessionStart(4), .. Scalars(4, 6, 2)]);
        Write("events.out.tfevents.2", [.. EventBytes.SessionStart(5), .. Scalars(5, 7, 3)]);

        Assert.Equal([(0, 1), (1, 1), (2, 1), (3, 1), (4, 2), (5, 3), (6, 3)], Read(out EventRunReader reader));
        Assert.Equal(3, reader.TakenBack);
    }

    [Fact]
    public void A_first_session_that_begins_later_takes_back_too_but_not_one_that_begins_at_0()
    {
        Write("events.out.tfevents.1", Scalars(0, 3, 1));
        Write("events.out.tfevents.2", [.. EventBytes.SessionStart(2), .. Scalars(2, 3, 2)]);
        Assert.Equal([(0, 1), (1, 1), (2, 2)], Read(out _));

        Write("events.out.tfevents.2", [.. EventBytes.SessionStart(0), .. Scalars(2, 3, 2)]);
        Assert.Equal([(0, 1), (1, 1), (2, 1), (2, 2)], Read(out _));
    }

    [Fact]
    public void Torn_files_of_a_run_are_named_and_the_others_are_read()
    {
        Write("events.out.tfevents.1", Scalars(0, 2, 1)[..^3]);
        Write("events.out.tfevents.2", Scalars(1, 3, 2));

        Assert.Equal([(0, 1), (1, 2), (2, 2)], Read(out EventRunReader reader));
        Assert.EndsWith("tfevents.1", Assert.Single(reader.Incomplete).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_behind_a_torn_one_that_says_to_be_longer_than_the_file_are_read()
    {
        byte[] torn = EventBytes.Value(1, Proto.Text(1, "big"), Proto.Bytes(4, new byte[10_000]))[..500];
        Write("events.out.tfevents.1", [.. Scalars(0, 2, 1), .. torn, .. torn[..200], .. Scalars(2, 4, 2)]);

        Assert.Equal([(0, 1), (1, 1), (2, 2), (3, 2)], Read(out EventRunReader reader));
        long at = Scalars(0, 2, 1).Length;
        Assert.Equal([at, at + 500], reader.Damages.Select(damage => damage.Offset));
        Assert.Equal(700, reader.SkippedBytes);
        Assert.Empty(reader.Incomplete);
    }

    [Fact]
    public void After_any_fault_of_the_disk_reading_goes_on_behind_a_torn_record()
    {
        byte[] torn = EventBytes.Value(1, Proto.Text(1, "big"), Proto.Bytes(4, new byte[10_000]))[..500];
        Write("events.out.tfevents.1", [.. torn, .. Scalars(2, 4, 2), .. torn]);
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n));
            EventRun run = Assert.Single(EventRun.Find(_folder.Path));
            if (Open(run, files) is { } reader)
            {
                using (reader)
                {
                    Assert.Equal([(2, 2), (3, 2)], ReadInSpite(reader));
                    Assert.Equal(0, Assert.Single(reader.Damages).Offset);
                    Assert.Equal(500 + Scalars(2, 4, 2).Length, Assert.Single(reader.Incomplete).Offset);
                }
            }

            if (!files.Fired)
            {
                break;
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static EventRunReader? Open(EventRun run, FaultyFileSystem files)
    {
        try
        {
            return new EventRunReader(run, files);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static List<(long Step, double Value)> ReadInSpite(EventRunReader reader)
    {
        var points = new List<(long, double)>();
        for (bool isDone = false; !isDone;)
        {
            try
            {
                while (reader.TryRead(out EventRecord value))
                {
                    points.Add((value.Step, value.Scalar));
                }

                isDone = true;
            }
            catch (IOException)
            {
                // the next call goes on
            }
        }

        return points;
    }

    private List<(long Step, double Value)> Read(out EventRunReader reader)
    {
        var points = new List<(long, double)>();
        reader = Assert.Single(EventRun.Find(_folder.Path)).Open();
        using (reader)
        {
            while (reader.TryRead(out EventRecord value))
            {
                if (value.Kind == EventKind.Scalar)
                {
                    points.Add((value.Step, value.Scalar));
                }
            }
        }

        return points;
    }

    private static byte[] Scalars(int from, int to, float value) =>
        Proto.Join([.. Enumerable.Range(from, to - from).Select(step => EventBytes.Scalar("loss", step, value))]);

    private void Write(string name, byte[] bytes)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
