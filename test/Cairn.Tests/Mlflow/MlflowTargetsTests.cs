using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Mlflow.Targets.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow;

public sealed class MlflowTargetsTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Fact]
    public void Three_slashes_are_a_database_in_the_working_folder() =>
        Assert.Equal(Path.GetFullPath("lab/mlflow.db"), Open<SqliteTarget>("sqlite:///lab/mlflow.db"));

    [Fact]
    public void Four_slashes_are_a_database_anywhere()
    {
        string file = Path.GetFullPath("mlflow.db");

        Assert.Equal(file, Open<SqliteTarget>("sqlite:///" + file)); // an absolute path brings the fourth slash
    }

    [Fact]
    public void A_drive_is_part_of_the_path() =>
        Assert.Equal(Path.GetFullPath("C:/lab/mlflow.db"), Open<SqliteTarget>("sqlite:///C:/lab/mlflow.db"));

    [Fact]
    public void The_case_of_the_scheme_and_options_of_drivers_do_not_matter() =>
        Assert.Equal(Path.GetFullPath("mlflow.db"), Open<SqliteTarget>("SQLite:///mlflow.db?timeout=5"));

    [Fact]
    public void A_tilde_is_the_users_folder_for_a_database() =>
        Assert.Equal(Path.Join(Home, "mlflow.db"), Open<SqliteTarget>("sqlite:///~/mlflow.db"));

    [Theory]
    [InlineData("mlruns")]
    [InlineData("./mlruns")]
    [InlineData("./mlruns/")]
    [InlineData("file:mlruns")]
    [InlineData("file:./mlruns")]
    public void A_path_is_a_folder(string uri) => Assert.Equal(Path.GetFullPath("mlruns"), Open<FolderTarget>(uri));

    [Fact]
    public void A_file_URI_is_a_folder()
    {
        string folder = Path.GetFullPath("ml runs");

        Assert.Equal(folder, Open<FolderTarget>(new Uri(folder).AbsoluteUri));
        Assert.Equal(folder, Open<FolderTarget>(folder));
    }

    [Fact]
    public void A_tilde_is_the_users_folder_for_a_path() =>
        Assert.Equal(Path.Join(Home, "mlruns"), Open<FolderTarget>("~/mlruns"));

    [Theory]
    [InlineData("postgresql://ada:secret@host/mlflow")]
    [InlineData("databricks://token:secret@host")]
    [InlineData("sqlite://secret")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("ftp://secret@host")]
    [InlineData("://secret")]
    [InlineData("file:")]
    [InlineData("")]
    [InlineData("  ")]
    public void Anything_else_is_refused_and_shows_no_password(string uri)
    {
        MlflowException error = Assert.Throws<MlflowException>(() => Open<IMlflowTarget>(uri));

        Assert.Equal("mlflow.address", error.Code);
        Assert.False(error.IsTransient);
        Assert.DoesNotContain("secret", error.ToString());
        Assert.DoesNotContain("secret", error.Location);
        Assert.Contains("sqlite:///mlflow.db", error.Message);
    }

    [Fact]
    public void Nothing_is_made_before_it_is_needed()
    {
        using var folder = new TempFolder();
        Open<SqliteTarget>($"sqlite:///{folder["mlflow.db"]}");
        Open<FolderTarget>(folder["mlruns"]);

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static string Open<T>(string uri)
        where T : IMlflowTarget
    {
        using IMlflowTarget target = MlflowTargets.Open(uri, PhysicalFileSystem.Instance, TimeProvider.System);
        return Assert.IsAssignableFrom<T>(target).Location;
    }
}
