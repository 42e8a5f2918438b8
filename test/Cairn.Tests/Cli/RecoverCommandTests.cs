using Cairn.Cli;

namespace Cairn.Tests.Cli;

public sealed class RecoverCommandTests
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void Nothing_left_behind_is_said()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run("recover"));
        Assert.Contains("Nothing to recover", _cli.Output);
    }

    [Fact]
    public void What_was_stored_and_lost_is_counted()
    {
        _cli.Recovery = new RecoveryReport(1, 1234, 5);

        _cli.Run("recover");

        Assert.Contains("Recovered 1 journal: 1,234 records stored, 5 lost.", _cli.Output);
    }

    [Fact]
    public void A_store_is_never_made_by_looking_for_it()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("recover", "--store", "/does/not/exist"));
        Assert.False(Directory.Exists("/does/not/exist"));
    }
}
