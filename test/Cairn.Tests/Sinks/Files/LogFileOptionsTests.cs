namespace Cairn.Tests.Sinks.Files;

public sealed class LogFileOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => Assert.Empty(new LogFileOptions().Validate());

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(2, new LogFileOptions { MaxFileBytes = 0, MaxFiles = -1 }.Validate().Count);
}
