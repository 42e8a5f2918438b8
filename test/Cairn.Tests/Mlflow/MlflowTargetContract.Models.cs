using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>The registry.</summary>
public abstract partial class MlflowTargetContract
{
    [Fact]
    public void A_model_is_registered_as_versions()
    {
        string run = NewRun();
        string model = Unique("model");
        string one = Target.RegisterModel(Registration(model, run, "c1"));
        string two = Target.RegisterModel(Registration(model, run, "c2"));
        Reopen();

        Assert.Equal(("1", "2"), (one, two));
        IReadOnlyList<MlflowModelVersion> versions = Target.ListVersions(model);
        Assert.Equal(["2", "1"], versions.Select(version => version.Version));
        Assert.Equal(model, versions[0].Model);
        Assert.Equal(run, versions[0].RunId);
        Assert.EndsWith($"{run}/artifacts/model", versions[0].Source);
        Assert.Equal("sha", versions[0].Tags["digest"]);
        Assert.Equal("c2", versions[0].Tags["cairn.checkpoint_id"]);
        Assert.Empty(versions[0].Aliases);
    }

    [Fact]
    public void The_same_key_makes_no_second_version()
    {
        string run = NewRun();
        string model = Unique("model");
        string one = Target.RegisterModel(Registration(model, run, "c1"));
        Target.RegisterModel(Registration(model, run, "c2"));
        Reopen();

        Assert.Equal(one, Target.RegisterModel(Registration(model, run, "c1")));
        Assert.Equal(2, Target.ListVersions(model).Count);
    }

    [Fact]
    public void More_versions_than_nine_are_in_order()
    {
        string run = NewRun();
        string model = Unique("model");
        for (int number = 1; number <= 11; number++)
        {
            Target.RegisterModel(Registration(model, run, $"c{number}"));
        }

        Assert.Equal(
            Enumerable.Range(1, 11).Reverse().Select(number => $"{number}"),
            Target.ListVersions(model).Select(version => version.Version));
    }

    [Fact]
    public void An_alias_moves_from_version_to_version()
    {
        string run = NewRun();
        string model = Unique("model");
        string one = Target.RegisterModel(Registration(model, run, "c1"));
        string two = Target.RegisterModel(Registration(model, run, "c2"));
        Target.SetAlias(model, "champion", one);
        Target.SetAlias(model, "older", one);
        Target.SetAlias(model, "champion", two);
        Target.SetAlias(model, "champion", two);
        Reopen();

        IReadOnlyList<MlflowModelVersion> versions = Target.ListVersions(model);
        Assert.Equal(["champion"], versions[0].Aliases);
        Assert.Equal(["older"], versions[1].Aliases);
    }

    [Fact]
    public void A_model_of_a_name_that_is_not_legal_is_registered()
    {
        string run = NewRun();
        string model = Unique("a/b:c");
        Target.RegisterModel(Registration(model, run, "c1"));

        Assert.Equal(MlflowNames.ToModel(model), Assert.Single(Target.ListVersions(model)).Model);
    }

    [Fact]
    public void A_model_that_is_not_there_has_no_versions_and_no_aliases()
    {
        NewRun();
        Assert.Empty(Target.ListVersions(Unique("absent")));
        MlflowException error = Assert.Throws<MlflowException>(() => Target.SetAlias(Unique("absent"), "champion", "1"));
        Assert.Equal("mlflow.missing", error.Code);
    }

    [Fact]
    public void A_logged_model_is_made_once_where_there_are_any()
    {
        string run = NewRun();
        Target.UploadArtifact(run, "model/weights.bin", Content("weights"));
        var parameters = new Dictionary<string, string> { ["depth"] = "3" };
        string? made = Target.LogModel(run, "net", "model", parameters);

        Assert.Equal(made, Target.LogModel(run, "net", "model", parameters));
    }

    private protected static MlflowModelRegistration Registration(string model, string run, string key) =>
        new(model, run, "model", key, [new("digest", "sha")]);
}
