using Cairn.Mlflow.Sync;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class TargetKeyTests
{
    [Theory]
    [InlineData("http://anna:hunter2@mlflow.example:5000/", "http://mlflow.example:5000")]
    [InlineData("https://mlflow.example/team?token=hunter2#hunter2", "https://mlflow.example/team")]
    [InlineData("http://anna:hunter2@mlflow.example:50000000", "http://…")]
    [InlineData("http://anna:x/hunter2@mlflow.example:5000", "http://…")]
    [InlineData("http://anna:12/hunter2@mlflow.example:5000", "http://…")]
    [InlineData("https://anna:hunter2@mlflow example", "https://…")]
    public void An_address_is_shown_without_secrets_or_not_at_all(string uri, string shown) =>
        Assert.Equal(shown, TargetKey.Plain(uri));

    [Fact]
    public void A_database_is_shown_without_its_options()
    {
        string file = Path.GetFullPath("mlflow.db");

        Assert.Equal("sqlite:///" + file, TargetKey.Plain("sqlite:///mlflow.db?key=hunter2"));
        Assert.Equal(TargetKey.Of("sqlite:///mlflow.db"), TargetKey.Of("sqlite:///mlflow.db?timeout=3"));
    }

    [Fact]
    public void A_folder_is_one_place_however_it_is_written()
    {
        string folder = Path.GetFullPath("mlruns");

        Assert.Equal(folder, TargetKey.Plain("mlruns"));
        Assert.Equal(TargetKey.Of("mlruns"), TargetKey.Of(new Uri(folder).AbsoluteUri));
    }
}
