using System.Buffers.Binary;
using Cairn.IO;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Writing;
using Cairn.Tests.Support;
using Cairn.Tests.TensorBoard.Encoding;
using Cairn.Tests.TensorBoard.Writing;

namespace Cairn.Tests.TensorBoard;

/// <summary>Many threads, and disks that refuse or hang.</summary>
public sealed class SummaryWriterFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_eight_threads_no_record_is_lost_or_torn()
    {
        const int threads = 8;
        const int points = 5_000;
        string path;
        using (var writer = new SummaryWriter(_folder.Path, null, PhysicalFileSystem.Instance, _time))
        {
            path = writer.FilePath;
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            {
                for (int step = 0; step < points; step++)
                {
                    writer.AddScalar($"thread/{thread}", step, step);
                    if (step % 1000 == 0)
                    {
                        writer.AddText($"text/{thread}", new string('x', 1000), step);
                        writer.Flush();
                    }
                }
            });
        }

        List<WireMessage> values = [.. TfRecords.ReadEvents(File.ReadAllBytes(path))];
        ILookup<string, WireMessage> byTag = values.ToLookup(e => e.Message(5).Message(1).Text(1));
        Assert.Equal(threads * 2, byTag.Count);
        for (int thread = 0; thread < threads; thread++)
        {
            IEnumerable<WireMessage> written = byTag[$"thread/{thread}"];
            Assert.Equal(Enumerable.Range(0, points).Select(i => (long)i), written.Select(e => e.Integer(2)));
            Assert.All(written, e => Assert.Equal(e.Integer(2), ValueOf(e)));
            Assert.Equal(points / 1000, byTag[$"text/{thread}"].Count());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(60)]
    [InlineData(1_000_000)]
    public void After_any_failure_the_file_is_whole(int tornBytes)
    {
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n, TornBytes: tornBytes));
            string folder = _folder[$"{n}"];
            if (!WriteThrice(folder, files))
            {
                Assert.True(files.Fired);
                Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
                continue;
            }

            string path = Directory.GetFiles(folder).Single();
            List<WireMessage> events = TfRecords.ReadEvents(File.ReadAllBytes(path));
            Assert.Equal([0L, 1, 2, 3, 4, 5], events.Select(e => e.Integer(2)));
            if (!files.Fired)
            {
                Assert.True(n >= 6, "Three writes and what comes before them can fail.");
                return;
            }
        }
    }

    [Fact]
    public void What_the_disk_refuses_waits_in_memory()
    {
        using var disk = new SwitchedFileSystem();
        using var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        writer.AddScalar("a", 0, 0);
        writer.Flush();
        long length = new FileInfo(writer.FilePath).Length;
        disk.Refuses = true;
        writer.AddScalar("a", 1, 1);
        Assert.Throws<IOException>(writer.Flush);
        writer.AddScalar("a", 2, 2);
        Assert.Throws<IOException>(writer.Flush);
        Assert.Equal(length, new FileInfo(writer.FilePath).Length);

        disk.Refuses = false;
        writer.Flush();
        Assert.Equal([0L, 1, 2], TfRecords.ReadEvents(File.ReadAllBytes(writer.FilePath)).Select(e => e.Integer(2)));
        Assert.Equal(0, writer.Lost);
    }

    [Fact]
    public void What_memory_does_not_hold_is_counted_and_said_once()
    {
        using var disk = new SwitchedFileSystem { Refuses = true };
        using var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        string megabyte = new('x', 1024 * 1024);
        for (int step = 0; step < 70; step++)
        {
            writer.AddText("a", megabyte, step);
        }

        long kept = 70 - writer.Lost;
        int fitting = EventBacklog.MaxBytes / megabyte.Length;
        Assert.InRange(kept, fitting - 1, fitting + 1);
        disk.Refuses = false;
        Assert.Contains($"{70 - kept} events", Assert.Throws<IOException>(writer.Flush).Message);
        writer.Flush();
        writer.AddScalar("b", 1, 70);
        writer.Flush();
        List<WireMessage> events = TfRecords.ReadEvents(File.ReadAllBytes(writer.FilePath));
        Assert.Equal([.. Enumerable.Range(0, (int)kept).Select(i => (long)i), 70], events.Select(e => e.Integer(2)));
    }

    [Fact]
    public void What_the_disk_refuses_at_disposal_is_counted()
    {
        using var disk = new SwitchedFileSystem { Refuses = true };
        var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        writer.AddScalar("a", 1, 1);
        writer.AddScalar("a", 2, 2);
        writer.Dispose();
        Assert.Equal(3, writer.Lost); // with the version
    }

    [Fact]
    public void A_file_that_somebody_cut_is_said_and_what_waits_for_it_is_counted()
    {
        using var disk = new SwitchedFileSystem();
        var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        writer.Flush();
        (disk.Refuses, disk.Cuts) = (true, true);
        writer.AddScalar("a", 1, 1);
        Assert.Throws<IOException>(writer.Flush);
        disk.Refuses = false;

        Assert.Contains("was cut", Assert.Throws<IOException>(writer.Flush).Message, StringComparison.Ordinal);
        writer.Dispose();

        Assert.Equal(1, writer.Lost);
    }

    [Fact]
    public void No_exception_leaves_the_thread_or_the_disposal()
    {
        using var disk = new SwitchedFileSystem();
        var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        disk.Hang();
        writer.AddText("big", new string('x', EventBacklog.DueBytes), 0);
        Assert.True(disk.Hangs.Wait(TimeSpan.FromSeconds(30)));
        disk.Fault = new InvalidOperationException("Nobody expects this.");
        disk.GoOn();
        writer.Dispose(); // waits for the thread

        Assert.Equal(2, writer.Lost); // with the version
    }

    [Fact]
    public async Task While_the_disk_hangs_calls_return()
    {
        using var disk = new SwitchedFileSystem();
        var writer = new SummaryWriter(_folder.Path, null, disk, _time);
        disk.Hang();
        writer.AddText("big", new string('x', EventBacklog.DueBytes), 0);
        Assert.True(disk.Hangs.Wait(TimeSpan.FromSeconds(30)));
        var calls = Task.Run(() =>
        {
            for (int step = 0; step < 1000; step++)
            {
                writer.AddScalar("a", step, step);
            }
        });
        await calls.WaitAsync(TimeSpan.FromSeconds(30));
        disk.GoOn();
        writer.Dispose();
        Assert.Equal(1001, TfRecords.ReadEvents(File.ReadAllBytes(writer.FilePath)).Count);
    }

    /// <summary>Two points, three times; a flush that fails is said again. False when there is no writer.</summary>
    private bool WriteThrice(string folder, IFileSystem files)
    {
        SummaryWriter writer;
        try
        {
            writer = new SummaryWriter(folder, null, files, _time);
        }
        catch (IOException)
        {
            return false;
        }

        using (writer)
        {
            for (int step = 0; step < 6; step += 2)
            {
                writer.AddScalar("a", step, step);
                writer.AddScalar("a", step + 1, step + 1);
                FlushTwice(writer);
            }
        }

        return true;
    }

    private static void FlushTwice(SummaryWriter writer)
    {
        try
        {
            writer.Flush();
        }
        catch (IOException)
        {
            writer.Flush();
        }
    }

    private static float ValueOf(WireMessage e) =>
        BinaryPrimitives.ReadSingleLittleEndian(e.Message(5).Message(1).Message(8).Bytes(5));
}
