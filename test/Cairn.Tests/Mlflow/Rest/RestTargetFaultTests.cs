using System.Text;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Rest;

/// <summary>Servers, proxies and networks that misbehave.</summary>
public sealed class RestTargetFaultTests : IDisposable
{
    private const long StartMs = 1_767_225_600_000;

    private readonly FakeMlflowServer _server = new();
    private readonly ManualTime _time = new();
    private readonly RestTarget _target;

    public RestTargetFaultTests() => _target = new RestTarget(_server.Address, NoCredentials.Read(), _time, TimeSpan.FromSeconds(20));

    public void Dispose()
    {
        _target.Dispose();
        _server.Dispose();
    }

    public static TheoryData<string> Calls => [.. AllCalls.Keys];

    private static Dictionary<string, Action<RestTarget>> AllCalls { get; } = new()
    {
        ["experiment"] = target => target.GetOrCreateExperiment("new"),
        ["run"] = target => target.GetOrCreateRun(Start("0", "key")),
        ["batch"] = target => target.LogBatch(RunId(target), Batch()),
        ["inputs"] = target => target.LogInputs(RunId(target), [new MlflowDataset("d", "abc", "/data/d.csv")]),
        ["end"] = target => target.UpdateRun(RunId(target), MlflowRunStatus.Finished, StartMs + 1),
        ["file"] = target => target.UploadArtifact(RunId(target), "model/a.bin", () => new MemoryStream(new byte[300_000])),
        ["version"] = target => target.RegisterModel(new("m", RunId(target), "model", "c1", [])),
        ["alias"] = target => target.SetAlias("m", "champion", target.RegisterModel(new("m", RunId(target), "model", "c1", []))),
        ["logged model"] = target => target.LogModel(RunId(target), "net", "model", new Dictionary<string, string> { ["depth"] = "3" }),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_whose_answer_was_lost_has_the_effect_of_one_when_it_is_made_again(string name)
    {
        Action<RestTarget> call = AllCalls[name];
        string expected = Once(call, new FakeMlflowServer());
        for (int lost = 0, asked = int.MaxValue; lost < asked; lost++)
        {
            using var server = new FakeMlflowServer();
            int count = 0, place = lost;
            server.Fault = (_, answer) =>
            {
                HttpReply reply = answer(); // it did its work
                return count++ == place ? HttpReply.Cut : reply;
            };
            string seen = Once(call, server);
            Assert.True(seen == expected, $"Answer {lost} was lost: {seen}\n{expected}");
            asked = server.Asked.Count - 1;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_that_never_arrived_is_made_again(string name)
    {
        Action<RestTarget> call = AllCalls[name];
        string expected = Once(call, new FakeMlflowServer());
        for (int lost = 0, asked = int.MaxValue; lost < asked; lost++)
        {
            using var server = new FakeMlflowServer();
            int count = 0, place = lost;
            server.Fault = (_, answer) => count++ == place ? HttpReply.Error(503, "TEMPORARILY_UNAVAILABLE", "busy") : answer();
            Assert.Equal(expected, Once(call, server));
            asked = server.Asked.Count - 1;
        }
    }

    [Theory]
    [InlineData(408, "mlflow.busy", true)]
    [InlineData(429, "mlflow.busy", true)]
    [InlineData(500, "mlflow.busy", true)]
    [InlineData(502, "mlflow.busy", true)]
    [InlineData(503, "mlflow.busy", true)]
    [InlineData(504, "mlflow.busy", true)]
    [InlineData(401, "mlflow.unauthorized", false)]
    [InlineData(403, "mlflow.unauthorized", false)]
    [InlineData(404, "mlflow.foreign", false)]
    [InlineData(405, "mlflow.foreign", false)]
    [InlineData(413, "mlflow.refused", false)]
    [InlineData(302, "mlflow.address", false)]
    public void A_page_instead_of_an_answer_says_by_its_status_whether_to_wait(int status, string code, bool isTransient)
    {
        _server.Fault = (_, _) => HttpReply.Html("<html><h1>nginx</h1></html>", status) with { Headers = ["Location: http://elsewhere/"] };
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.Equal((code, isTransient), (error.Code, error.IsTransient));
        Assert.Equal(_server.Address.AbsoluteUri.TrimEnd('/'), error.Location);
        Assert.Null(error.RetryAfter);
        Assert.Single(_server.Asked); // sent nowhere else, and not twice
    }

    [Theory]
    [InlineData("<html>Welcome to the Wi-Fi of this hotel</html>")]
    [InlineData("{\"run\": {\"info\": ")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_fine_answer_that_is_none_may_be_another_one_later(string body)
    {
        _server.Fault = (_, _) => HttpReply.Html(body);
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.Equal(("mlflow.foreign", true), (error.Code, error.IsTransient));
    }

    [Fact]
    public void The_seconds_that_a_server_asks_for_are_told()
    {
        _server.Fault = (_, _) => HttpReply.Error(429, "REQUEST_LIMIT_EXCEEDED", "slow down") with { Headers = ["Retry-After: 17"] };
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.Equal(TimeSpan.FromSeconds(17), error.RetryAfter);
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", error.ServerCode);
    }

    [Fact]
    public void The_date_that_a_server_asks_for_is_told_as_a_time_to_wait()
    {
        string date = (_time.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("R");
        _server.Fault = (_, _) => HttpReply.Html("busy", 503) with { Headers = [$"Retry-After: {date}"] };
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.InRange(error.RetryAfter!.Value.TotalSeconds, 89, 90);
    }

    [Fact]
    public void A_server_that_is_not_there_is_unreachable()
    {
        _server.Dispose();
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.Equal(("mlflow.unreachable", true), (error.Code, error.IsTransient));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_server_that_says_nothing_is_given_up_in_time(bool isHalfAnswered)
    {
        using var target = new RestTarget(_server.Address, NoCredentials.Read(), _time, TimeSpan.FromMilliseconds(200));
        _server.Fault = (_, _) => HttpReply.Silence;
        using var half = new HalfServer();
        using var other = new RestTarget(half.Address, NoCredentials.Read(), _time, TimeSpan.FromMilliseconds(200));
        MlflowException error = Assert.Throws<MlflowException>(() => (isHalfAnswered ? other : target).FindRun("r"));

        Assert.Equal(("mlflow.unreachable", true), (error.Code, error.IsTransient));
        Assert.Contains("0.2 s", error.Message);
    }

    [Fact]
    public void A_download_that_stands_still_is_given_up()
    {
        using var half = new HalfServer();
        using var target = new RestTarget(half.Address, NoCredentials.Read(), _time, TimeSpan.FromMilliseconds(100));
        using var client = new RestClient(half.Address, NoCredentials.Read(), _time, TimeSpan.FromMilliseconds(100));
        using Stream file = client.Download("file");
        MlflowException error = Assert.Throws<MlflowException>(() => file.CopyTo(Stream.Null));

        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1)]
    public void An_answer_of_another_length_than_it_says_is_no_answer(long told)
    {
        _server.Fault = (_, _) => HttpReply.Json("""{"run": {"info": {"run_id": "r"}}}""") with { ToldLength = told };
        Assert.True(Assert.Throws<MlflowException>(() => _target.FindRun("r")).IsTransient);
    }

    [Fact]
    public void An_answer_that_would_fill_the_memory_is_refused()
    {
        _server.Fault = (_, _) => HttpReply.Json("{}") with { ToldLength = 1L << 40 };
        MlflowException error = Assert.Throws<MlflowException>(() => _target.FindRun("r"));

        Assert.Equal(("mlflow.refused", false), (error.Code, error.IsTransient));
    }

    [Fact]
    public void A_download_that_is_cut_is_no_file()
    {
        string run = RunId(_target);
        _target.UploadArtifact(run, "a", () => new MemoryStream(new byte[5000]));
        _server.Fault = (ask, answer) => ask.Path.EndsWith("/a", StringComparison.Ordinal) ? answer() with { ToldLength = 9000 } : answer();
        using Stream file = _target.OpenArtifact(run, "a");

        Assert.True(Assert.Throws<MlflowException>(() => file.CopyTo(Stream.Null)).IsTransient);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_the_servers_fault()
    {
        string run = RunId(_target);
        MlflowException error = Assert.Throws<MlflowException>(
            () => _target.UploadArtifact(run, "a", () => throw new FileNotFoundException("gone")));

        Assert.Equal(("mlflow.source", false), (error.Code, error.IsTransient));
    }

    [Theory]
    [InlineData("file:///srv/mlruns/0/r/artifacts", "file:")]
    [InlineData("/srv/mlruns/0/r/artifacts", "folder of the server")]
    [InlineData("s3://key:secret@bucket/0/r/artifacts", "s3:")]
    [InlineData("mlflow-artifacts://other.example:5000/0/r/artifacts", "mlflow-artifacts:")]
    public void A_server_that_passes_no_files_on_takes_none(string uri, string told)
    {
        string run = RunId(_target);
        _server.Runs[run].ArtifactUri = uri;
        MlflowException error = Assert.Throws<MlflowException>(() => _target.UploadArtifact(run, "a", () => new MemoryStream([1])));

        Assert.Equal(("mlflow.refused", false), (error.Code, error.IsTransient));
        Assert.Contains(told, error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public void A_deleted_run_is_said_to_be_deleted()
    {
        string run = RunId(_target);
        _server.Runs[run].IsDeleted = true;
        MlflowException error = Assert.Throws<MlflowException>(() => _target.LogBatch(run, Batch()));

        Assert.Equal(("mlflow.refused", false), (error.Code, error.IsTransient));
        Assert.Contains("was deleted", error.Message);
    }

    [Fact]
    public void An_experiment_that_somebody_else_makes_meanwhile_is_the_one()
    {
        _server.Fault = (ask, answer) =>
        {
            if (ask.Path.EndsWith("experiments/create", StringComparison.Ordinal))
            {
                answer();
            }

            return answer();
        };
        Assert.Equal("new", _target.GetOrCreateExperiment("new").Name);
    }

    [Fact]
    public void An_older_server_has_no_logged_models()
    {
        _server.HasLoggedModels = false;
        Assert.Null(_target.LogModel(RunId(_target), "net", "model", new Dictionary<string, string>()));
        int asked = _server.Asked.Count;
        Assert.Null(_target.LogModel("any", "net", "model", new Dictionary<string, string>()));
        Assert.Equal(asked, _server.Asked.Count);
    }

    [Fact]
    public void A_page_that_names_itself_ends_the_list()
    {
        _server.Fault = (_, _) => HttpReply.Json("""{"next_page_token": "eyJvZmZzZXQiOiAwfQ=="}""");
        Assert.Empty(_target.ReadHistory("r", "loss"));
    }

    [Fact]
    public void Every_page_of_a_long_history_is_read()
    {
        string run = RunId(_target);
        _target.LogBatch(run, new MlflowBatch { Metrics = [.. Enumerable.Range(0, 26_000).Select(step => Metric("loss", step, step))] });

        Assert.Equal(Enumerable.Range(0, 26_000).Select(step => (long)step), _target.ReadHistory(run, "loss").Select(point => point.Step));
        Assert.Equal(2, _server.Asked.Count(ask => ask.Path.EndsWith("get-history", StringComparison.Ordinal)));
    }

    private static string Once(Action<RestTarget> call, FakeMlflowServer server)
    {
        using FakeMlflowServer owned = server;
        for (int attempt = 0; ; attempt++)
        {
            using var target = new RestTarget(server.Address, NoCredentials.Read(), new ManualTime(), TimeSpan.FromSeconds(20));
            try
            {
                call(target);
                return server.Describe();
            }
            catch (MlflowException e) when (e.IsTransient && attempt < 3)
            {
                // As the caller does it, but for the wait.
            }
        }
    }

    private static string RunId(RestTarget target) => target.GetOrCreateRun(Start("0", "key")).Id;

    private static MlflowRunStart Start(string experiment, string key) => new(experiment, key, "first run", StartMs, "ada", []);

    private static MlflowMetric Metric(string key, long step, double value) => new(key, new MlflowPoint(step, StartMs + step, value));

    private static MlflowBatch Batch() => new()
    {
        Metrics = [.. Enumerable.Range(0, 1500).Select(step => Metric("loss", step, step / 3.0))],
        Parameters = [new("lr", "0.1")],
        Tags = [new("team", "lab")],
    };
}
