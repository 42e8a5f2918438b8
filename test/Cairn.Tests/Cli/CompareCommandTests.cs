using System.Text.Json;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Approvals;

namespace Cairn.Tests.Cli;

public class CompareCommandTests
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void Runs_stand_side_by_side_with_the_best_marked()
    {
        RunInfo one = _cli.Store.AddRun("20261121-140000-aaaaaa", name: "baseline");
        RunInfo two = _cli.Store.AddRun("20261121-143000-bbbbbb", name: "wide", status: RunStatus.Failed);
        SetParameters(one, ("lr", "0.1"), ("seed", "7"), ("model", """{"layers":2}"""));
        SetParameters(two, ("lr", "0.01"), ("seed", "7"), ("model", """{"layers":3}"""), ("warmup", "100"));
        AddSeries(one, "val/loss", 3, 2, 1);
        AddSeries(two, "val/loss", 4, 0.5, 2);
        AddSeries(one, "accuracy", 0.1, 0.9);
        AddSeries(two, "accuracy", 0.2, 0.4);
        AddSeries(one, "learning_rate", 1, 2);
        AddSeries(two, "learning_rate", 1, 2);
        AddSeries(one, "system/cpu", 1);
        AddSeries(two, "system/cpu", 1);
        AddSeries(two, "only/here", 1);

        Assert.Equal(ExitCodes.Done, _cli.Run("compare", "20261121-14000", "wide"));

        Approval.Verify("CompareRuns", _cli.Output);
    }

    [Fact]
    public void Only_the_metrics_that_were_asked_for_are_shown()
    {
        TwoRuns();

        Assert.Equal(ExitCodes.Done, _cli.Run("compare", "one", "two", "--metric", "system/cpu", "--json"));

        JsonElement metric = Assert.Single(_cli.Json.GetProperty("metrics").EnumerateArray());
        Assert.Equal("system/cpu", metric.GetProperty("name").GetString());
        Assert.Equal("20261121-143000-bbbbbb", metric.GetProperty("best_run").GetString());
        Assert.Equal(2, metric.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void A_metric_that_no_run_has_is_said()
    {
        TwoRuns();

        Assert.Equal(ExitCodes.Failed, _cli.Run("compare", "one", "two", "--metric", "los"));
        Assert.Contains("None of these runs has a metric \"los\". They have", _cli.Error);
    }

    [Fact]
    public void Many_runs_fit_a_screen()
    {
        for (int i = 0; i < 12; i++)
        {
            RunInfo run = _cli.Store.AddRun($"20261121-1400{i:00}-aaaaaa", name: $"run{i}");
            SetParameters(run, ("learning_rate", $"{i}"));
            AddSeries(run, "val/loss", i, i + 1);
        }

        _cli.IsInteractive = true;
        Assert.Equal(ExitCodes.Done, _cli.Run(["compare", .. Enumerable.Range(0, 6).Select(i => $"run{i}")]));
        Assert.All(_cli.OutputWithoutPadding.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void A_run_that_is_not_there_is_said_and_how_to_find_one()
    {
        _cli.Store.AddRun("20261121-140000-aaaaaa");

        Assert.Equal(ExitCodes.Failed, _cli.Run("compare", "20261121-14", "nosuch"));
        Assert.Contains("\"nosuch\". `cairn runs` lists them.", _cli.Error);
    }

    [Fact]
    public void One_run_twice_is_no_comparison()
    {
        _cli.Store.AddRun("20261121-140000-aaaaaa");

        Assert.Equal(ExitCodes.BadUsage, _cli.Run("compare", "latest", "20261121-14"));
        Assert.Contains("All of these names mean run 20261121-140000-aaaaaa", _cli.Error);
    }

    private void TwoRuns()
    {
        RunInfo one = _cli.Store.AddRun("20261121-140000-aaaaaa", name: "one");
        RunInfo two = _cli.Store.AddRun("20261121-143000-bbbbbb", name: "two");
        AddSeries(one, "val/loss", 1);
        AddSeries(two, "val/loss", 2);
        AddSeries(one, "system/cpu", 1);
        AddSeries(two, "system/cpu", 2);
    }

    private void SetParameters(RunInfo run, params (string Key, string Json)[] parameters) =>
        _cli.Store.ParametersOf[run.Id] = parameters.ToDictionary(one => one.Key, one => one.Json);

    private void AddSeries(RunInfo run, string name, params double[] values) => _cli.Store.AddSeries(run, name, values);
}
