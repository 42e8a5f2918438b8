using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>Finding runs.</summary>
public abstract partial class MlflowTargetContract
{
    [Fact]
    public void Runs_are_listed_newest_first()
    {
        string experiment = ThreeRuns();

        Assert.Equal(["c", "b", "a"], Target.SearchRuns(experiment).Select(run => run.Name));
    }

    [Fact]
    public void A_deleted_run_is_not_found_by_search()
    {
        string experiment = ThreeRuns();
        DeleteRun(Target.SearchRuns(experiment, "attributes.run_name = 'b'").Single().Id);

        Assert.Equal(["c", "a"], Target.SearchRuns(experiment).Select(run => run.Name));
    }

    [Fact]
    public void Runs_of_other_experiments_are_not_found()
    {
        ThreeRuns();
        string other = Target.GetOrCreateExperiment(Unique("other")).Id;

        Assert.Empty(Target.SearchRuns(other));
    }

    [Theory]
    [InlineData("metrics.loss < 0.25", "a")]
    [InlineData("metrics.loss <= 0.25", "ba")]
    [InlineData("metrics.loss > 0.25", "c")]
    [InlineData("metrics.loss >= 0.25", "cb")]
    [InlineData("metrics.loss = 0.25", "b")]
    [InlineData("metrics.loss != 0.25", "ca")]
    [InlineData("metrics.absent > 0", "")]
    [InlineData("metrics.`val/loss` > 1.5", "cb")]
    [InlineData("metrics.\"val/loss\" > 1.5", "cb")]
    [InlineData("params.lr = '0.1'", "ca")]
    [InlineData("params.lr != '0.1'", "b")]
    [InlineData("params.lr = \"0.2\"", "b")]
    [InlineData("params.opt LIKE 'ad%'", "cba")]
    [InlineData("params.opt LIKE 'ADAM%'", "")]
    [InlineData("params.opt ILIKE 'ADAMW%'", "b")]
    [InlineData("tags.team = 'red' and metrics.loss < 0.25", "a")]
    [InlineData("tags.team = 'red' AND params.lr = '0.1' AND metrics.loss > 0.3", "c")]
    [InlineData("attributes.status = 'RUNNING'", "cba")]
    [InlineData("attributes.status != 'RUNNING'", "")]
    [InlineData("attributes.run_name LIKE '%b%'", "b")]
    [InlineData("attributes.run_name = 'c'", "c")]
    [InlineData("attributes.start_time > 1767225600001", "c")]
    [InlineData("tags.`mlflow.runName` = 'a'", "a")]
    [InlineData("tag.team = 'blue'", "b")]
    [InlineData("  ", "cba")]
    public void A_filter_chooses(string filter, string names)
    {
        string experiment = ThreeRuns();

        Assert.Equal(names, string.Concat(Target.SearchRuns(experiment, filter).Select(run => run.Name)));
    }

    [Fact]
    public void A_run_is_found_by_its_id()
    {
        string experiment = ThreeRuns();
        MlflowRun last = Target.SearchRuns(experiment).Last();

        Assert.Equal(last.Id, Assert.Single(Target.SearchRuns(experiment, $"attributes.run_id = '{last.Id}'")).Id);
    }

    [Fact]
    public void A_run_that_is_found_has_all_it_has()
    {
        MlflowRun found = Target.SearchRuns(ThreeRuns(), "params.lr = '0.2'").Single();

        Assert.Equal(0.25, found.Metrics["loss"].Value);
        Assert.Equal("0.2", found.Parameters["lr"]);
        Assert.Equal("blue", found.Tags["team"]);
    }

    [Theory]
    [InlineData("metrics.loss << 1")]
    [InlineData("metrics.loss < 'x'")]
    [InlineData("foo ~ 3")]
    [InlineData("metrics.loss <")]
    [InlineData("params.lr = 0.1")]
    [InlineData("params.lr > '0.1'")]
    [InlineData("metrics.loss < 1 or metrics.loss > 2")]
    [InlineData("tags.team = 'red")]
    public void A_filter_that_is_none_is_refused(string filter)
    {
        string experiment = ThreeRuns();
        MlflowException error = Assert.Throws<MlflowException>(() => Target.SearchRuns(experiment, filter).ToList());

        Assert.Equal("mlflow.refused", error.Code);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void Many_runs_are_streamed()
    {
        string experiment = Target.GetOrCreateExperiment(Unique("many")).Id;
        for (int number = 0; number < 130; number++)
        {
            Target.GetOrCreateRun(Start(experiment, $"{number}") with { StartMs = StartMs + (number / 3) });
        }

        Assert.Equal(130, Target.SearchRuns(experiment).Select(run => run.Id).Distinct().Count());
    }

    private string ThreeRuns()
    {
        string experiment = Target.GetOrCreateExperiment(Unique("search")).Id;
        Add(experiment, 0, "a", 0.125, "0.1", "adam", "red");
        Add(experiment, 1, "b", 0.25, "0.2", "adamw", "blue");
        Add(experiment, 2, "c", 0.5, "0.1", "adagrad", "red");
        return experiment;
    }

    private void Add(string experiment, int number, string name, double loss, string rate, string optimizer, string team)
    {
        MlflowRunStart start = Start(experiment, name, new KeyValuePair<string, string>("team", team));
        string run = Target.GetOrCreateRun(start with { Name = name, StartMs = StartMs + number }).Id;
        Target.LogBatch(run, new MlflowBatch
        {
            Metrics = [Metric("loss", 1, 9), Metric("loss", 2, loss), Metric("val/loss", 1, 1 + number)],
            Parameters = [new("lr", rate), new("opt", optimizer)],
        });
    }
}
