using System.Text;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Rest;

/// <summary>Who we say that we are, and that nobody else is told.</summary>
public sealed class CredentialsTests : IDisposable
{
    private const string User = "MLFLOW_TRACKING_USERNAME";
    private const string Password = "MLFLOW_TRACKING_PASSWORD";
    private const string Token = "MLFLOW_TRACKING_TOKEN";
    private const string Insecure = "MLFLOW_TRACKING_INSECURE_TLS";

    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_anything_nothing_is_said() => Assert.Null(Read([]).Authorization);

    [Fact]
    public void A_user_with_a_password_says_so_in_UTF8() =>
        Assert.Equal(Basic("ädá:p:w ü"), Said(Read([(User, "ädá"), (Password, "p:w ü")])));

    [Fact]
    public void A_token_says_so() => Assert.Equal("Bearer t0ken", Said(Read([(Token, " t0ken\n")])));

    [Fact]
    public void A_user_with_a_password_wins_over_a_token() =>
        Assert.Equal(Basic("ada:pw"), Said(Read([(User, "ada"), (Password, "pw"), (Token, "t0ken")])));

    [Theory]
    [InlineData(User)]
    [InlineData(Password)]
    public void Half_of_user_and_password_leaves_it_to_the_token(string half)
    {
        Assert.Equal("Bearer t0ken", Said(Read([(half, "x"), (Token, "t0ken")])));
        Assert.Null(Read([(half, "x")]).Authorization);
    }

    [Theory]
    [InlineData("[mlflow]\nmlflow_tracking_username = ada\nmlflow_tracking_password = pw\n")]
    [InlineData(
        "\uFEFF; of the lab\r\n[other]\r\nmlflow_tracking_username=eve\r\n[mlflow]\r\n# us\r\nMLFLOW_TRACKING_USERNAME: ada\r\n"
        + "mlflow_tracking_password:pw")]
    public void The_file_of_credentials_is_read_as_MLflow_reads_it(string text)
    {
        Store(text);
        Assert.Equal(Basic("ada:pw"), Said(Read([])));
    }

    [Fact]
    public void A_percent_sign_is_doubled_in_the_file_and_other_signs_are_not_special()
    {
        Store("[mlflow]\nmlflow_tracking_username=ada\nmlflow_tracking_password= 100%%=a:b;c#d \n");
        Assert.Equal(Basic("ada:100%=a:b;c#d"), Said(Read([])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mlflow_tracking_username=ada\nmlflow_tracking_password=pw")]
    [InlineData("[default]\nmlflow_tracking_username=ada\nmlflow_tracking_password=pw")]
    [InlineData("[mlflow]\nmlflow_tracking_username\n=\n==\n[")]
    public void A_file_that_says_nothing_of_us_is_none(string text)
    {
        Store(text);
        Assert.Null(Read([]).Authorization);
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        Store("[mlflow]\nmlflow_tracking_username=eve\nmlflow_tracking_password=stored\n");
        Assert.Equal(Basic("ada:pw"), Said(Read([(User, "ada"), (Password, "pw")])));
        Assert.Equal(Basic("ada:stored"), Said(Read([(User, "ada")])));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_none()
    {
        Store("[mlflow]\nmlflow_tracking_username=ada\nmlflow_tracking_password=pw\n");
        bool fired = true;
        for (int n = 0; fired; n++)
        {
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n));
            var read = MlflowCredentials.Read(files, name => name == "HOME" ? _home.Path : null);
            fired = files.Fired;
            Assert.Equal(fired, read.Authorization is null);
        }
    }

    [Theory]
    [InlineData("http://ada:p%40w@host", "ada:p@w")]
    [InlineData("http://ada@host", "ada:of the environment")]
    [InlineData("http://host", "eve:of the environment")]
    public void A_user_in_the_address_wins(string address, string expected) => Assert.Equal(
        Basic(expected),
            Said(Read([(User, "eve"), (Password, "of the environment"), (Token, "t0ken")]).For(new Uri(address))));

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_certificate_is_looked_at_unless_the_environment_says_otherwise(string? value, bool expected)
    {
        MlflowCredentials read = Read(value is null ? [] : [(Insecure, value)]);
        Assert.Equal(expected, read.IsInsecureTls);
        Assert.Equal(expected, read.For(new Uri("https://ada:pw@host")).IsInsecureTls);
    }

    [Theory]
    [InlineData(200, "<html>no JSON</html>")]
    [InlineData(302, "")]
    [InlineData(400, """{"error_code": "INVALID_PARAMETER_VALUE", "message": "no"}""")]
    [InlineData(401, "who are you")]
    [InlineData(403, "not you")]
    [InlineData(404, "nothing")]
    [InlineData(404, """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "no"}""")]
    [InlineData(503, "busy")]
    [InlineData(0, "")]
    public void No_failure_tells_a_secret(int status, string body)
    {
        HttpReply reply = status == 0 ? HttpReply.Cut : HttpReply.Html(body, status);
        using var server = new ScriptedServer(_ => reply);
        var address = new Uri($"http://ada:s3cret@{server.Address.Authority}/?key=s3cret");
        MlflowCredentials credentials = Read([(User, "eve"), (Password, "s3cret"), (Token, "s3cret")]);
        using var target = new RestTarget(address, credentials, new ManualTime());
        IEnumerable<Action> calls =
        [
            () => target.GetOrCreateExperiment("e"),
            () => _ = target.ListExperiments().Count(),
            () => target.GetOrCreateRun(new("0", "key", "name", 1, "user", [])),
            () => target.UpdateRun("r", MlflowRunStatus.Failed, 1),
            () => target.LogBatch("r", new MlflowBatch { Tags = [new("a", "b")] }),
            () => target.UploadArtifact("r", "a", () => new MemoryStream([1])),
            () => target.OpenArtifact("r", "a"),
            () => target.RegisterModel(new("m", "r", "model", "key", [])),
            () => target.SetAlias("m", "best", "1"),
            () => target.LogModel("r", "m", "model", new Dictionary<string, string>()),
        ];
        foreach (Exception error in calls.Select(call => Record.Exception(call)).OfType<Exception>())
        {
            Assert.IsType<MlflowException>(error);
            Assert.DoesNotContain("s3cret", error.ToString());
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:s3cret")), error.ToString());
            Assert.DoesNotContain("s3cret", ((MlflowException)error).Location);
        }

        Assert.DoesNotContain("s3cret", target.Location);
        Assert.All(server.Asked, ask => Assert.Equal(Basic("ada:s3cret"), ask.Header("Authorization")));
        Assert.All(server.Asked, ask => Assert.DoesNotContain("s3cret", $"{ask.Path} {string.Join(' ', ask.Query)}"));
    }

    [Fact]
    public void Credentials_do_not_show_themselves() =>
        Assert.DoesNotContain("s3cret", $"{Read([(User, "ada"), (Password, "s3cret"), (Token, "s3cret")])}");

    private static string Basic(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Said(MlflowCredentials credentials) => credentials.Authorization!.ToString();

    private MlflowCredentials Read((string Name, string Value)[] environment) => MlflowCredentials.Read(
        PhysicalFileSystem.Instance,
        name => name == "HOME" ? _home.Path : environment.FirstOrDefault(variable => variable.Name == name).Value);

    private void Store(string text)
    {
        Directory.CreateDirectory(_home[".mlflow"]);
        File.WriteAllText(_home[".mlflow/credentials"], text);
    }
}
