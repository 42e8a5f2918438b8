using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>Points, parameters, tags and data sets.</summary>
public abstract partial class MlflowTargetContract
{
    [Fact]
    public void Points_are_read_back_in_order()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("loss", 1, 0.5), Metric("loss", 2, 0.25), Metric("acc", 1, 0.9)] });
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("loss", 3, 0.125)] });
        Reopen();

        MlflowPoint[] expected = [Metric("loss", 1, 0.5).Point, Metric("loss", 2, 0.25).Point, Metric("loss", 3, 0.125).Point];
        Assert.Equal(expected, Target.ReadHistory(run, "loss"));
        Assert.Equal([Metric("acc", 1, 0.9).Point], Target.ReadHistory(run, "acc"));
        Assert.Empty(Target.ReadHistory(run, "absent"));
    }

    [Fact]
    public void The_same_points_again_change_nothing()
    {
        string run = NewRun();
        var batch = new MlflowBatch
        {
            Metrics = [.. Enumerable.Range(0, 50).Select(step => Metric("loss", step, step % 7 == 0 ? double.NaN : step / 3.0))],
            Parameters = [new("lr", "0.1")],
            Tags = [new("team", "lab")],
        };
        Target.LogBatch(run, batch);
        Target.LogBatch(run, batch);
        Reopen();
        Target.LogBatch(run, batch);

        Assert.Equal(50, Target.ReadHistory(run, "loss").Count());
        Assert.Single(Target.FindRun(run)!.Parameters);
        Assert.DoesNotContain(Target.FindRun(run)!.Tags.Keys, key => key.StartsWith(MlflowNames.ChangedParameter));
    }

    [Fact]
    public void A_batch_that_overlaps_the_last_one_adds_what_is_new()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [.. Enumerable.Range(0, 30).Select(step => Metric("loss", step, step))] });
        Target.LogBatch(run, new MlflowBatch { Metrics = [.. Enumerable.Range(20, 30).Select(step => Metric("loss", step, step))] });

        Assert.Equal(Enumerable.Range(0, 50).Select(step => (double)step), Target.ReadHistory(run, "loss").Select(point => point.Value));
    }

    [Fact]
    public void A_point_twice_in_a_batch_is_one()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("loss", 1, 2), Metric("loss", 1, 2), Metric("loss", 1, 3)] });

        Assert.Equal([2, 3], Target.ReadHistory(run, "loss").Select(point => point.Value).Order());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Values_that_are_no_numbers_are_kept(double value)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("odd", 1, value), Metric("odd", 2, 7)] });
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("odd", 1, value)] });
        double expected = !KeepsInfinity && double.IsInfinity(value) ? Math.CopySign(double.MaxValue, value) : value;

        Assert.Equal([expected, 7], Target.ReadHistory(run, "odd").Select(point => point.Value));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(1e-300)]
    [InlineData(123456789.123456789)]
    public void Values_come_back_to_the_last_bit(double value)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("x", 1, value)] });

        Assert.Equal(value, Assert.Single(Target.ReadHistory(run, "x")).Value);
        Assert.Equal(value, Target.FindRun(run)!.Metrics["x"].Value);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-5)]
    public void Steps_of_any_size_are_kept(long step)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [new MlflowMetric("x", new MlflowPoint(step, StartMs, 1))] });

        Assert.Equal(step, Assert.Single(Target.ReadHistory(run, "x")).Step);
    }

    [Fact]
    public void The_latest_point_is_the_largest_by_step_then_time_then_value()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch
        {
            Metrics =
            [
                new("x", new MlflowPoint(5, StartMs, 1)),
                new("x", new MlflowPoint(3, StartMs + 9, 8)),
                new("x", new MlflowPoint(5, StartMs + 1, 2)),
                new("x", new MlflowPoint(5, StartMs + 1, 3)),
                new("x", new MlflowPoint(5, StartMs + 1, 2.5)),
            ],
        });
        Target.LogBatch(run, new MlflowBatch { Metrics = [new("x", new MlflowPoint(4, StartMs + 20, 9))] });

        Assert.Equal(new MlflowPoint(5, StartMs + 1, 3), Target.FindRun(run)!.Metrics["x"]);
    }

    [Fact]
    public void A_later_batch_moves_the_latest_point()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("x", 1, 5), Metric("y", 9, 1)] });
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("x", 2, double.NaN), Metric("y", 3, 2)] });

        Assert.Equal(Metric("x", 2, double.NaN).Point, Target.FindRun(run)!.Metrics["x"]);
        Assert.Equal(Metric("y", 9, 1).Point, Target.FindRun(run)!.Metrics["y"]);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    [InlineData(3500)]
    public void A_batch_may_be_of_any_size(int count)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch
        {
            Metrics = [.. Enumerable.Range(0, count).Select(step => Metric("loss", step, step))],
            Parameters = [.. Enumerable.Range(0, 230).Select(number => new KeyValuePair<string, string>($"p{number}", $"{number}"))],
            Tags = [.. Enumerable.Range(0, 230).Select(number => new KeyValuePair<string, string>($"t{number}", $"{number}"))],
        });

        Assert.Equal(Enumerable.Range(0, count).Select(step => (double)step), Target.ReadHistory(run, "loss").Select(point => point.Value));
        MlflowRun found = Target.FindRun(run)!;
        Assert.Equal(230, found.Parameters.Count);
        Assert.Equal("229", found.Tags["t229"]);
    }

    [Fact]
    public void An_empty_batch_is_nothing() => Target.LogBatch(NewRun(), new MlflowBatch());

    [Fact]
    public void A_parameter_keeps_its_first_value_and_a_changed_one_is_a_tag()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("lr", "0.1"), new("depth", "3")] });
        Target.LogBatch(run, new MlflowBatch
        {
            Metrics = [Metric("loss", 1, 1)],
            Parameters = [new("lr", "0.2"), new("depth", "3"), new("new", "x")],
        });

        MlflowRun found = Target.FindRun(run)!;
        Assert.Equal("0.1", found.Parameters["lr"]);
        Assert.Equal("3", found.Parameters["depth"]);
        Assert.Equal("x", found.Parameters["new"]);
        Assert.Equal("0.2", found.Tags[MlflowNames.ChangedParameter + "lr"]);
        Assert.DoesNotContain(MlflowNames.ChangedParameter + "depth", found.Tags.Keys);
        Assert.Single(Target.ReadHistory(run, "loss"));
    }

    [Fact]
    public void The_first_of_two_values_in_a_batch_is_the_parameters_and_the_last_one_a_tag()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("lr", "0.1"), new("lr", "0.2"), new("lr", "0.3")] });
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("seed", "7"), new("seed", "7")] });

        MlflowRun found = Target.FindRun(run)!;
        Assert.Equal("0.1", found.Parameters["lr"]);
        Assert.Equal("0.3", found.Tags[MlflowNames.ChangedParameter + "lr"]);
        Assert.DoesNotContain(MlflowNames.ChangedParameter + "seed", found.Tags.Keys);
    }

    [Fact]
    public void The_last_of_two_new_values_in_a_batch_is_the_change()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("lr", "0.1")] });
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("lr", "0.2"), new("lr", "0.3")] });

        Assert.Equal("0.1", Target.FindRun(run)!.Parameters["lr"]);
        Assert.Equal("0.3", Target.FindRun(run)!.Tags[MlflowNames.ChangedParameter + "lr"]);
    }

    [Fact]
    public void The_last_value_of_a_tag_holds()
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Tags = [new("note", "a"), new("note", "b")] });
        Assert.Equal("b", Target.FindRun(run)!.Tags["note"]);
        Target.LogBatch(run, new MlflowBatch { Tags = [new("note", "c")] });
        Assert.Equal("c", Target.FindRun(run)!.Tags["note"]);
    }

    [Theory]
    [InlineData("loss@5%=x")]
    [InlineData("/a//b/../c/")]
    [InlineData("日本")]
    [InlineData("..")]
    [InlineData("")]
    public void A_name_that_is_not_legal_is_made_legal(string name)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch
        {
            Metrics = [Metric(name, 1, 1)],
            Parameters = [new(name, "p")],
            Tags = [new(name, "t")],
        });

        string key = MlflowNames.ToKey(name);
        MlflowRun found = Target.FindRun(run)!;
        Assert.Equal(1, found.Metrics[key].Value);
        Assert.Equal("p", found.Parameters[key]);
        Assert.Equal("t", found.Tags[key]);
        Assert.Single(Target.ReadHistory(run, key));
    }

    [Fact]
    public void Names_with_folders_spaces_and_colons_stay_as_they_are()
    {
        string run = NewRun();
        string[] names = ["train/loss", "train/loss_x/deep", "system/gpu 0", "a.b-c"];
        Target.LogBatch(run, new MlflowBatch { Metrics = [.. names.Select(name => Metric(name, 1, 1))] });

        Assert.Equal(names.Order(StringComparer.Ordinal), Target.FindRun(run)!.Metrics.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_of_any_length_is_taken()
    {
        string run = NewRun();
        string name = string.Concat(Enumerable.Repeat("long/", 100)) + "end";
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric(name, 1, 1)], Parameters = [new(name, "1")], Tags = [new(name, "1")] });

        Assert.Contains(MlflowNames.ToKey(name), Target.FindRun(run)!.Metrics.Keys);
    }

    [Fact]
    public void Long_values_are_cut_and_the_same_one_again_is_no_change()
    {
        string run = NewRun();
        string value = new('v', 20_000);
        var batch = new MlflowBatch { Parameters = [new("p", value)], Tags = [new("t", value)] };
        Target.LogBatch(run, batch);
        Target.LogBatch(run, batch);

        MlflowRun found = Target.FindRun(run)!;
        Assert.Equal(MlflowNames.ToParameterValue(value), found.Parameters["p"]);
        Assert.Equal(MlflowNames.ToTagValue(value), found.Tags["t"]);
        Assert.DoesNotContain(found.Tags.Keys, key => key.StartsWith(MlflowNames.ChangedParameter));
    }

    [Theory]
    [InlineData("two\nlines\r\nand more\n")]
    [InlineData("ä 日本 🚀")]
    [InlineData("")]
    [InlineData("'; DROP TABLE runs; --")]
    [InlineData("yaml: [\"x\", 'y'] # no comment")]
    public void Any_text_is_a_value(string value)
    {
        string run = NewRun();
        Target.LogBatch(run, new MlflowBatch { Parameters = [new("p", value)], Tags = [new("t", value)] });

        Assert.Equal(value, Target.FindRun(run)!.Parameters["p"]);
        Assert.Equal(value, Target.FindRun(run)!.Tags["t"]);
    }

    [Fact]
    public void Inputs_may_be_said_again()
    {
        string run = NewRun();
        var dataset = new MlflowDataset("EURUSD-1h", "abcd1234", "/data/eurusd.csv", "training", "{\"a\":1}", "{\"num_rows\":3}");
        Target.LogInputs(run, [dataset, dataset with { Name = "other", Context = "validation" }]);
        Target.LogInputs(run, [dataset]);
        Target.LogInputs(run, [dataset with { Digest = new string('d', 80) }]);

        Assert.NotNull(Target.FindRun(run));
    }
}
