using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>The files of a run.</summary>
public abstract partial class MlflowTargetContract
{
    [Fact]
    public void A_file_is_stored_and_read()
    {
        string run = NewRun();
        Target.UploadArtifact(run, "model/weights.bin", Content("weights"));
        Reopen();

        Assert.Equal("weights", ReadText(run, "model/weights.bin"));
    }

    [Fact]
    public void A_file_of_the_same_path_is_replaced()
    {
        string run = NewRun();
        Target.UploadArtifact(run, "a.txt", Content("a longer first text"));
        Target.UploadArtifact(run, "a.txt", Content("second"));

        Assert.Equal("second", ReadText(run, "a.txt"));
        Assert.Equal([new MlflowArtifact("a.txt", false, 6)], Target.ListArtifacts(run));
    }

    [Fact]
    public void Artifacts_are_listed_folder_by_folder()
    {
        string run = NewRun();
        Target.UploadArtifact(run, "z.txt", Content("12345"));
        Target.UploadArtifact(run, "model/a.bin", Content("1"));
        Target.UploadArtifact(run, "model/deep/b.bin", Content("12"));

        Assert.Equal(
            [new MlflowArtifact("model", true, 0), new MlflowArtifact("z.txt", false, 5)],
            Target.ListArtifacts(run).OrderBy(artifact => artifact.Path, StringComparer.Ordinal));
        Assert.Equal(
            [new MlflowArtifact("model/a.bin", false, 1), new MlflowArtifact("model/deep", true, 0)],
            Target.ListArtifacts(run, "model").OrderBy(artifact => artifact.Path, StringComparer.Ordinal));
        Assert.Empty(Target.ListArtifacts(run, "absent"));
    }

    [Fact]
    public void A_run_without_artifacts_has_an_empty_list() => Assert.Empty(Target.ListArtifacts(NewRun()));

    [Fact]
    public void A_large_and_an_empty_file_are_stored()
    {
        string run = NewRun();
        byte[] large = new byte[3_000_000];
        new Random(7).NextBytes(large);
        Target.UploadArtifact(run, "large", () => new MemoryStream(large));
        Target.UploadArtifact(run, "empty", () => new MemoryStream());

        using var read = new MemoryStream();
        using (Stream stream = Target.OpenArtifact(run, "large"))
        {
            stream.CopyTo(read);
        }

        Assert.Equal(large, read.ToArray());
        Assert.Equal("", ReadText(run, "empty"));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("a/../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("..")]
    public void A_file_never_leaves_the_folder_of_its_run(string path)
    {
        string run = NewRun();
        Target.UploadArtifact(run, path, Content("inside"));

        Assert.Equal("inside", ReadText(run, MlflowNames.ToArtifactPath(path)));
        Assert.NotEmpty(Target.ListArtifacts(run));
    }

    [Fact]
    public void Artifacts_of_runs_are_apart()
    {
        string one = NewRun("one");
        string two = NewRun("two");
        Target.UploadArtifact(one, "a", Content("1"));
        Target.UploadArtifact(two, "a", Content("2"));

        Assert.Equal("1", ReadText(one, "a"));
        Assert.Equal("2", ReadText(two, "a"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing()
    {
        string run = NewRun();
        MlflowException error = Assert.Throws<MlflowException>(() => Target.OpenArtifact(run, "absent").Dispose());

        Assert.Equal("mlflow.missing", error.Code);
    }

    [Fact]
    public void Content_that_fails_on_the_way_leaves_no_file()
    {
        string run = NewRun();
        MlflowException error = Assert.Throws<MlflowException>(
            () => Target.UploadArtifact(run, "a", () => new TornStream(100_000)));
        Assert.Equal(("mlflow.source", false), (error.Code, error.IsTransient));
        Assert.Empty(Target.ListArtifacts(run));

        Target.UploadArtifact(run, "a", Content("whole"));
        Assert.Equal("whole", ReadText(run, "a"));
    }

    [Fact]
    public void Content_that_is_not_there_is_no_fault_of_the_target()
    {
        string run = NewRun();
        MlflowException error = Assert.Throws<MlflowException>(
            () => Target.UploadArtifact(run, "a", () => File.OpenRead(Folder["absent"])));

        Assert.Equal(("mlflow.source", false), (error.Code, error.IsTransient));
        Assert.Empty(Target.ListArtifacts(run));
    }

    /// <summary>Gives some bytes, then fails as a file on a dying disk does.</summary>
    private sealed class TornStream(int length) : MemoryStream(new byte[length])
    {
        public override int Read(byte[] buffer, int offset, int count) => Position > length / 2
            ? throw new IOException("torn")
            : base.Read(buffer, offset, Math.Min(count, 4096));
    }
}
