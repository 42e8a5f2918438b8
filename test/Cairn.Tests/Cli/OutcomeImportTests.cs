using Cairn.Cli;
using Cairn.Cli.Outcomes;
using Cairn.Cli.Output;
using Cairn.Inference;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

public sealed class OutcomeImportTests : IDisposable
{
    private const string Id = "20260101-000000-1-aaaaaaaa-7";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("prediction,actual", Id + ",BUY", Id)]
    [InlineData("Prediction ID;x,Actual", "  " + Id + ",BUY", null)]
    [InlineData("id,value", Id + ",0.5", Id)]
    [InlineData("model,symbol,decision_time,actual", "dqn,ETH/USDT,2026-03-14T15:09:26Z,BUY", "dqn ETH/USDT 1773500966000")]
    [InlineData("Model Name,Ticker,Timestamp,Return", "dqn,ETH/USDT,2026-03-14 15:09:26,-1e-3", "dqn ETH/USDT 1773500966000")]
    [InlineData("model,symbol,time,actual", "dqn,ETH/USDT,1773500966,BUY", "dqn ETH/USDT 1773500966000")]
    [InlineData("model,symbol,time,actual", "dqn,ETH/USDT,1773500966123,BUY", "dqn ETH/USDT 1773500966123")]
    [InlineData("model,symbol,time,actual", "dqn,ETH/USDT,2026-03-14T16:09:26.5+01:00,BUY", "dqn ETH/USDT 1773500966500")]
    public void Headers_and_times_are_read_in_many_forms(string header, string line, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<CliException>(() => Parse(header, line, model: null));
            return;
        }

        CsvOutcome outcome = Parse(header, line, model: null);

        string meant = outcome.Prediction.IsRecorded
            ? outcome.Prediction.ToString()
            : $"{outcome.Model} {outcome.Symbol} {outcome.DecisionTime.ToUnixTimeMilliseconds()}";
        Assert.Equal(expected, meant);
    }

    [Theory]
    [InlineData("prediction,actual", "nonsense,BUY", "no id of a prediction")]
    [InlineData("prediction,actual,value", Id + ",,", "neither an actual nor a value")]
    [InlineData("prediction,value", Id + ",much", "no number")]
    [InlineData("prediction,value", Id + ",NaN", "no number")]
    [InlineData("prediction,actual,outcome_time", Id + ",BUY,03/04/2026", "no time")]
    [InlineData("prediction,actual,outcome_time", Id + ",BUY,1e30", "no time")]
    [InlineData("prediction,actual,outcome_time", Id + ",BUY,20260101", "a day or seconds")]
    [InlineData("model,symbol,time,actual", ",ETH/USDT,1773500966,BUY", "no model")]
    [InlineData("model,symbol,time,actual", "dqn,,1773500966,BUY", "no symbol")]
    [InlineData("model,symbol,time,actual", "dqn,ETH/USDT,,BUY", "no decision time")]
    [InlineData("prediction,actual", "\"" + Id + ",BUY", "does not end")]
    public void A_bad_line_says_what_is_wrong(string header, string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Parse(header, line, null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("model,symbol,actual")]
    [InlineData("prediction,comment")]
    [InlineData("symbol,time,actual")]
    public void A_header_that_says_too_little_is_refused(string header) =>
        Assert.Throws<CliException>(() => Parse(header, "", model: null));

    [Fact]
    public void The_model_may_be_given_beside_the_file() =>
        Assert.Equal("dqn", Parse("symbol,time,actual", "ETH/USDT,1773500966,BUY", "dqn").Model);

    [Fact]
    public void Good_lines_are_imported_and_bad_ones_named_with_their_number()
    {
        PredictionId id = LogOne();
        string file = Write($"prediction,actual,value\n{id},BUY,0.5\n\n,SELL,\n{id},,x\n");
        var cli = new CliHarness { UsesRealStores = true };

        int exitCode = cli.RunIn(_folder.Path, "outcomes", "import", file);

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains($"{file}:4: there is no prediction and no model", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:5: \"x\" is no number", cli.Error, StringComparison.Ordinal);
        Assert.Contains("Imported 1 outcome. 2 bad lines were left out.", cli.Output, StringComparison.Ordinal);
        using var store = new SqliteRunStore(_folder.Path);
        OutcomeInfo outcome = Assert.Single(store.Predictions.ListOutcomes());
        Assert.Equal((id, "BUY", 0.5), (outcome.Prediction, outcome.Actual, outcome.Value));
    }

    [Fact]
    public void What_became_of_those_that_arrived_is_counted_and_not_of_those_before()
    {
        PredictionId id = LogOne();
        var cli = new CliHarness { UsesRealStores = true };
        cli.RunIn(_folder.Path, "outcomes", "import", Write($"prediction,actual\n{Id},BUY\n"));
        Assert.Contains("1 waiting.", cli.Output, StringComparison.Ordinal);
        Assert.Contains("None was applied: no prediction has changed.", cli.Error, StringComparison.Ordinal);

        string file = Write(
            $"prediction,actual,outcome_time\n{id},BUY,\n{id},BUY,\n{id},BUY,2020-01-01\n{id},BUY,2099-01-01\n");
        cli = new CliHarness { UsesRealStores = true };
        cli.RunIn(_folder.Path, "outcomes", "import", file);

        Assert.Contains("1 applied, 1 duplicate, 1 late, 1 before_prediction.", cli.Output, StringComparison.Ordinal);
        Assert.Empty(cli.Error);
        cli = new CliHarness { UsesRealStores = true };
        cli.RunIn(_folder.Path, "outcomes", "import", file, "--json");
        Assert.Equal(4, cli.Json.GetProperty("imported").GetInt32());
        Assert.Equal(
            [0, 0, 2, 1, 1, 0, 0],
            Enum.GetValues<OutcomeStatus>().Select(status => cli.Json.GetProperty(Words.Of(status)).GetInt32()));
    }

    [Fact]
    public void A_dry_run_only_reads_the_file()
    {
        LogOne();
        string file = Write($"prediction,actual\n{Id},BUY\nx,BUY\n");
        var cli = new CliHarness { UsesRealStores = true };

        int exitCode = cli.RunIn(_folder.Path, "outcomes", "import", file, "--dry-run", "--json");

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Equal((1, 1), (cli.Json.GetProperty("imported").GetInt32(), cli.Json.GetProperty("bad").GetInt32()));
        Assert.Equal(3, cli.Json.GetProperty("bad_lines")[0].GetProperty("line").GetInt32());
        using var store = new SqliteRunStore(_folder.Path);
        Assert.Empty(store.Query("SELECT id FROM outcomes").Rows);
    }

    [Fact]
    public void A_missing_or_an_empty_file_is_said()
    {
        LogOne();
        var cli = new CliHarness { UsesRealStores = true };

        Assert.Equal(ExitCodes.Failed, cli.RunIn(_folder.Path, "outcomes", "import", _folder["missing.csv"]));
        Assert.Equal(ExitCodes.Failed, cli.RunIn(_folder.Path, "outcomes", "import", Write("")));

        Assert.Contains("There is no file", cli.Error, StringComparison.Ordinal);
        Assert.Contains("The file is empty", cli.Error, StringComparison.Ordinal);
    }

    private static CsvOutcome Parse(string header, string line, string? model)
    {
        CsvLine[] lines = [.. new CsvReader(new StringReader(header + "\n" + line)).Read()];
        var columns = CsvColumns.Read(lines[0].Fields, model is not null);
        return new CsvOutcomeParser(columns, model).Parse(lines[1]);
    }

    private string Write(string text)
    {
        string path = _folder["outcomes.csv"];
        File.WriteAllText(path, text);
        return path;
    }

    private PredictionId LogOne()
    {
        using var tracker = CairnTracker.Open(_folder.Path);
        PredictionId id = tracker.Inference.Log("dqn", "ETH/USDT", "BUY", 0.8);
        tracker.Inference.Declare(new ModelContract { Model = "dqn", Horizon = TimeSpan.Zero });
        return id;
    }
}
