using Cairn.Cli;
using Cairn.Cli.Commands;
using Cairn.Storage;
using Cairn.Tests.Approvals;

namespace Cairn.Tests.Cli;

public sealed class CommandLineTests
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void Help_is_the_approved_text()
    {
        string[] commands =
        [
            "", "demo", "train", "runs", "show", "series", "explain", "replay", "tail", "query", "why", "blast", "recover",
            "doctor",
        ];
        string[] members =
        [
            "", "list", "best", "show", "verify", "pin", "unpin", "alias", "activate", "prune", "trash", "restore",
            "backup", "export", "reindex",
        ];
        string[] looks =
        [
            "predictions", "predictions tail", "predictions list", "predictions stats", "predictions calibration",
            "predictions rebuild", "outcomes", "outcomes list",
        ];
        foreach (string command in commands.Concat(members.Select(member => $"checkpoints {member}")).Concat(looks))
        {
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(ExitCodes.Done, _cli.Run([.. words, "--help"]));
        }

        Approval.Verify("CliHelp", _cli.Output);
    }

    [Fact]
    public void Nothing_typed_shows_the_help()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run());
        Assert.Contains("Usage:", _cli.Output);
    }

    [Fact]
    public void An_unknown_command_is_bad_usage()
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("rnus"));
        Assert.Contains("There is no command \"rnus\".", _cli.Error);
    }

    [Fact]
    public void An_unexpected_error_is_one_sentence_and_a_trace_only_on_request()
    {
        _cli.Store.OnQuery = (_, _) => throw new InvalidOperationException("The disk is on fire.");

        Assert.Equal(ExitCodes.Failed, _cli.Run("query", "SELECT 1"));
        Assert.Equal("Unexpected: The disk is on fire. Set CAIRN_DEBUG=1 to see where.", _cli.Error.Trim());

        _cli.Variables["CAIRN_DEBUG"] = "1";
        _cli.Run("query", "SELECT 1");
        Assert.Contains($"at {typeof(QueryCommand).FullName}", _cli.Error);
    }

    [Fact]
    public void An_unknown_run_is_not_found()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("show", "nothing"));
        Assert.Contains("is called \"nothing\". `cairn runs` lists them.", _cli.Error);
    }

    [Fact]
    public void An_ambiguous_beginning_names_the_candidates()
    {
        _cli.Store.AddRun("20261121-a");
        _cli.Store.AddRun("20261121-b");

        Assert.Equal(ExitCodes.Failed, _cli.Run("show", "20261121"));
        Assert.Contains("20261121-a, 20261121-b", _cli.Error);
    }

    [Fact]
    public void Names_cannot_steer_the_terminal()
    {
        RunInfo run = _cli.Store.AddRun("id", "[red]exp\e[31m", "a\nb\u202E\u0007");
        _cli.Store.AddSeries(run, "loss\e]0;title\a", 1);
        _cli.Store.AddEvent("war\rning", "first\nsecond \e[2J");
        _cli.Store.Tags["ta\bg"] = "x\u009bz";
        _cli.Store.Parameters["p\0"] = "\"\\u001b[1m\"";
        _cli.Run("runs");
        _cli.Run("show", "id");
        _cli.Run("tail", "id");
        _cli.Run("show", "\e[5m");

        Assert.DoesNotContain((_cli.Output + _cli.Error).Replace("\n", ""), character => char.IsControl(character));
        Assert.DoesNotContain('\u202E', _cli.Output);
        Assert.Contains("[red]exp\\u001b[31m", _cli.Output);
    }
}
