using Cairn.Cli;

namespace Cairn.Tests.Cli;

public sealed class TrainCommandTests
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void Settings_that_do_not_fit_are_told_in_the_words_of_the_options()
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("train", "--data", "x.csv", "--embed-dim", "30"));
        Assert.StartsWith("--embed-dim is 30, which --num-heads = 8 does not divide", _cli.Error);
    }

    [Fact]
    public void A_defect_of_the_data_names_file_line_column_and_remedy()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "Time,Open,High,Low,Close\n2020-01-01,1,2,0.5,x\n");

        Assert.Equal(ExitCodes.Failed, _cli.Run("train", "--data", path));

        Assert.StartsWith($"{path}, line 2, column 'Close': 'x' is not a number", _cli.Error);
        Assert.Contains("Correct the file, or read it with --repair; then: The row is left out.", _cli.Error);
        File.Delete(path);
    }

    [Theory]
    [InlineData("--epochs", "7")]
    [InlineData("--keep", "5")]
    [InlineData("--no-checkpoints")]
    public void A_run_goes_on_with_its_own_settings_only(params string[] more)
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run(["train", "--resume", "latest", .. more]));
        Assert.StartsWith($"{more[0]} does not go with --resume", _cli.Error);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "--data", "x.csv", "--keep", "0")]
    [InlineData("train", "--data", "x.csv", "--tag", "team")]
    [InlineData("train", "--data", "x.csv", "--epochs", "many")]
    public void Bad_usage_has_its_own_exit_code(params string[] args)
    {
        Assert.Equal(ExitCodes.BadUsage, _cli.Run(args));
        Assert.Contains("`cairn train --help`", _cli.Error);
    }
}
