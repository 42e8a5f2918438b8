using System.Text.Json;
using Cairn.Capture;
using Cairn.IO;

namespace Cairn.Tests.Capture;

public sealed class EnvironmentCaptureTests
{
    [Fact]
    public void The_surroundings_say_what_ran_where()
    {
        using var taken = JsonDocument.Parse(EnvironmentCapture.Take(PhysicalFileSystem.Instance));

        Assert.Equal(Environment.MachineName, taken.RootElement.GetProperty("machine").GetString());
        Assert.Equal(Environment.ProcessId, taken.RootElement.GetProperty("process_id").GetInt32());
        Assert.Equal(JsonValueKind.Object, taken.RootElement.GetProperty("variables").ValueKind);
    }
}
