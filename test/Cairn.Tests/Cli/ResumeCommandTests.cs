using Cairn.Cli;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

public sealed class ResumeCommandTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--patch-size", "6", "--stride", "3", "--sequence-length", "24", "--prediction-length", "4", "--embed-dim", "8",
        "--num-layers", "1", "--num-heads", "1", "--mlp-hidden-dim", "8", "--epochs", "2", "--threads", "1",
    ];

    private readonly TempFolder _folder = new();

    public ResumeCommandTests() => WritePrices(200);

    private string Data => _folder["prices.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_saves_checkpoints_and_says_where_and_which_is_the_best()
    {
        CliHarness cli = Run(["train", "--data", Data, .. Small, "--json"]);

        Assert.Equal(2, cli.Json.GetProperty("checkpoints").GetProperty("saved").GetInt32());
        Assert.Equal("prices", cli.Json.GetProperty("checkpoints").GetProperty("model").GetString());
        Assert.StartsWith("prices_", cli.Json.GetProperty("checkpoints").GetProperty("best").GetString());
        Assert.True(Directory.Exists(cli.Json.GetProperty("checkpoints").GetProperty("folder").GetString()));
    }

    [Fact]
    public void A_complete_run_says_that_there_is_nothing_to_go_on_with()
    {
        Run(["train", "--data", Data, .. Small]);

        Assert.Contains("is complete", Run("train", "--resume", "latest").Error);
    }

    [Fact]
    public void A_run_without_checkpoints_says_so()
    {
        string id = StartRun(("data", Data));

        Assert.Contains(
            $"Run {id} saved no checkpoints", Run(ExitCodes.Failed, "train", "--resume", id).Error);
    }

    [Fact]
    public void A_run_that_ended_before_its_first_checkpoint_says_so_and_what_to_do()
    {
        string id = StartRun(("data", Data), ("checkpoint_model", "prices"));

        string error = Run(ExitCodes.Failed, "train", "--resume", id).Error;

        Assert.Contains($"Run {id} has no sound checkpoint", error);
        Assert.Contains("start a new one", error);
    }

    [Fact]
    public void A_run_of_something_else_cannot_be_trained()
    {
        using (var tracker = CairnTracker.Open(_folder["store"]))
        {
            tracker.StartRun("other").Kill("Enough.");
        }

        Assert.Contains(
            "does not say what it was trained with", Run(ExitCodes.Failed, "train", "--resume", "latest").Error);
    }

    [Fact]
    public void Prices_that_were_moved_are_asked_for()
    {
        string id = StartRun(("data", Data + ".gone"), ("checkpoint_model", "prices"));

        Assert.Contains("Say with --data", Run(ExitCodes.Failed, "train", "--resume", id).Error);
    }

    private CliHarness Run(params string[] args) => Run(ExitCodes.Done, args);

    private CliHarness Run(int exitCode, params string[] args)
    {
        var cli = new CliHarness { UsesRealStores = true };
        Assert.True(cli.RunIn(_folder["store"], args) == exitCode, cli.Error);
        return cli;
    }

    private string StartRun(params (string Key, object? Value)[] more)
    {
        using var tracker = CairnTracker.Open(_folder["store"]);
        Run run = tracker.StartRun(
            "prices",
            [
                .. Toto.Small.Options.ToParameters(),
                .. more.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)),
            ]);
        run.Kill("Enough.");
        return run.Id;
    }

    private void WritePrices(int days)
    {
        IEnumerable<string> lines = Enumerable.Range(0, days).Select(
            day => $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{100 + day % 7},{108 + day % 7},90,{101 + day % 5},5");
        File.WriteAllLines(Data, ["Date,Open,High,Low,Close,Volume", .. lines]);
    }
}
