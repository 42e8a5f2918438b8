using Cairn.IO;
using Cairn.Monitoring;
using Cairn.Tests.Support;

namespace Cairn.Tests.Monitoring;

public sealed class HostReadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Processors_are_as_busy_as_they_were_not_idle_between_two_samples()
    {
        var cpu = new HostCpu(File("cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n"));
        Assert.Null(cpu.Utilization());

        File("cpu  150 0 125 710 115 0 0 0 40 0\n");
        Assert.Equal(0.75, cpu.Utilization());
        Assert.Null(cpu.Utilization());
    }

    [Theory]
    [InlineData("")]
    [InlineData("cpu 1 2")]
    [InlineData("cpu a b c d e f g h")]
    public void What_the_system_does_not_say_is_not_known(string content)
    {
        Assert.Null(new HostCpu(File(content)).Utilization());
        Assert.False(new HostMemory(File(content)).TryRead(out _, out _));
    }

    [Fact]
    public void A_system_without_such_files_says_nothing()
    {
        var missing = new ProcFile(PhysicalFileSystem.Instance, _folder["missing"]);

        Assert.Null(new HostCpu(missing).Utilization());
        Assert.False(new HostMemory(missing).TryRead(out _, out _));
    }

    [Fact]
    public void Memory_is_read_in_bytes()
    {
        var memory = new HostMemory(File("MemTotal:       1024 kB\nMemFree:  1 kB\nMemAvailable:    256 kB\n"));

        Assert.True(memory.TryRead(out long total, out long available));
        Assert.Equal((1L << 20, 256L << 10), (total, available));
    }

    [Fact]
    public void The_share_of_this_process_is_known_from_the_second_sample_on()
    {
        var cpu = new ProcessCpu(TimeProvider.System);

        Assert.Null(cpu.Utilization());
        Assert.InRange(cpu.Utilization() ?? 0, 0, 1);
    }

    private ProcFile File(string content)
    {
        System.IO.File.WriteAllText(_folder["file"], content);
        return new ProcFile(PhysicalFileSystem.Instance, _folder["file"]);
    }
}
