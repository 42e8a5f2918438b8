using Cairn.Cli;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

/// <summary>Whole trainings, recorded in real stores.</summary>
public sealed class TrainingTests : IDisposable
{
    private static readonly string[] SmallModel =
    [
        "--epochs", "1", "--embed-dim", "8", "--num-layers", "1", "--num-heads", "2", "--mlp-hidden-dim", "8",
        "--window-stride", "4", "--threads", "1",
    ];

    private readonly TempFolder _folder = new();
    private readonly CliHarness _cli = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_ends_with_what_was_recorded_and_where_to_look()
    {
        string store = Path.Combine(_folder.Path, "store");

        Assert.Equal(ExitCodes.Done, Train(store));

        Assert.Contains("cairn show latest", _cli.Output);
        Assert.Matches(@"cost        (too few calls to tell|.*% of the training time)\r?\n", _cli.Output);
        Assert.DoesNotContain(" ns ", _cli.Output);
        Assert.Empty(_cli.Error);
        using var runs = new SqliteRunStore(store);
        RunInfo run = runs.FindRun("latest")!;
        Assert.Contains(run.Id, _cli.Output);
        Assert.Equal("8", runs.ReadParameters(run.Id)["embed_dim"]);
    }

    [Fact]
    public void A_store_that_refuses_everything_fails_loudly_and_offers_no_run()
    {
        string store = Unusable();

        Assert.Equal(ExitCodes.Failed, Train(store));

        Assert.DoesNotContain("cairn show", _cli.Output);
        Assert.Contains($"not in {store}", _cli.Output);
        string[] lines = _cli.Error.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith($"cairn: The journal in '{store}", lines[0]);
        Assert.StartsWith("cairn: A checkpoint of 'prices' could not be saved", lines[1]);
        Assert.Matches(@"^NOT RECORDED: (\d+) of \1 records \(\1 refused, 0 lost\)\.", lines[2]);
        Assert.Matches(@"^  JournalUnavailable \d+: .* could not be written\. Make it writable", lines[3]);
    }

    [Fact]
    public void Losses_are_counted_by_kind_for_programs()
    {
        Assert.Equal(ExitCodes.Failed, Train(Unusable(), "--json"));

        long refused = _cli.Json.GetProperty("recording").GetProperty("refused").GetInt64();
        Assert.True(refused > 0);
        Assert.Equal(
            refused,
            _cli.Json.GetProperty("recording").GetProperty("losses").GetProperty("journal_unavailable").GetInt64());
    }

    /// <summary>Nobody can make a folder below a file.</summary>
    private string Unusable()
    {
        string file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        return Path.Combine(file, "store");
    }

    private int Train(string store, params string[] more)
    {
        string data = Path.Combine(_folder.Path, "prices.csv");
        IEnumerable<string> rows = Enumerable.Range(0, 900).Select(hour =>
            $"{DateTime.UnixEpoch.AddHours(hour):u},{100 + Math.Sin(hour)},102,98,{100 + Math.Sin(hour + 1)},1");
        File.WriteAllLines(data, rows.Prepend("Time,Open,High,Low,Close,Volume"));
        return _cli.RunIn(store, ["train", "--data", data, .. SmallModel, .. more]);
    }
}
