using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// Sends one request and gives its answer, or throws what is wrong as an <see cref="MlflowException"/>. Never waits and never
/// tries again: that is for the caller to schedule. Not thread-safe.
/// </summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly TimeSpan _timeout;
    private readonly RestFaults _faults;

    public RestClient(Uri server, MlflowCredentials credentials, TimeProvider time, TimeSpan timeout)
    {
        _server = Bare(server);
        _authorization = credentials.For(server).Authorization;
        _timeout = timeout;
        _faults = new RestFaults(Location, time, timeout);
        _http = new HttpClient(RestConnections.Create(_server, credentials.IsInsecureTls, timeout))
        {
            Timeout = Timeout.InfiniteTimeSpan, // each request has its own
            MaxResponseContentBufferSize = RestLimits.AnswerBytes,
        };
    }

    /// <summary>The address without user name, password and query.</summary>
    public string Location => _server.AbsoluteUri.TrimEnd('/');

    public RestFaults Faults => _faults;

    /// <summary>Whether the address means this server.</summary>
    public bool IsServer(Uri address) => address.Host == _server.Host && (address.Port < 0 || address.Port == _server.Port);

    /// <param name="path">Behind <c>/api/2.0/mlflow/</c>.</param>
    /// <param name="query">Names and values as they are.</param>
    public JsonElement Get(string path, params IEnumerable<KeyValuePair<string, string>> query) =>
        Ask(HttpMethod.Get, Api(path) + Query(query), null);

    /// <param name="path">Behind <c>/api/2.0/mlflow/</c>.</param>
    /// <param name="body">Writes the members of the body's object.</param>
    public JsonElement Post(string path, Action<Utf8JsonWriter> body) => Ask(HttpMethod.Post, Api(path), body);

    /// <inheritdoc cref="Post"/>
    public JsonElement Patch(string path, Action<Utf8JsonWriter> body) => Ask(HttpMethod.Patch, Api(path), body);

    /// <summary>Stores a file. No limit of time while bytes flow.</summary>
    /// <param name="path">From the top of the server, escaped.</param>
    /// <param name="content">Sent from where it stands to its end.</param>
    public void Put(string path, Stream content)
    {
        using var body = new UploadContent(content);
        using HttpRequestMessage request = Request(HttpMethod.Put, path);
        request.Content = body;
        try
        {
            using HttpResponseMessage answer = _http.Send(request, HttpCompletionOption.ResponseContentRead);
            _faults.Read(answer, path);
        }
        catch (Exception) when (body.Fault is not null)
        {
            throw SourceFault.Of(Location, body.Fault);
        }
        catch (Exception e) when (RestFaults.IsOfTheWay(e))
        {
            throw _faults.Unreachable(e);
        }
    }

    /// <summary>The content of a file, to be disposed of. No limit of time while bytes flow.</summary>
    /// <param name="path">From the top of the server, escaped.</param>
    public Stream Download(string path)
    {
        try
        {
            using HttpRequestMessage request = Request(HttpMethod.Get, path);
            using var patience = new CancellationTokenSource(_timeout);
            HttpResponseMessage answer = _http.Send(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            using HttpResponseMessage? failed = answer.IsSuccessStatusCode ? null : answer;
            _faults.ThrowUnlessFine(answer, path);
            return new DownloadStream(answer, _faults);
        }
        catch (Exception e) when (RestFaults.IsOfTheWay(e))
        {
            throw _faults.Unreachable(e);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A part of an address, or several with <c>/</c> between.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public static string Query(IEnumerable<KeyValuePair<string, string>> query)
    {
        string joined = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static string Api(string path) => "api/2.0/mlflow/" + path;

    private static Uri Bare(Uri server)
    {
        var bare = new UriBuilder(server) { UserName = "", Password = "", Query = "", Fragment = "" };
        bare.Path = bare.Path.TrimEnd('/') + "/";
        return bare.Uri;
    }

    private JsonElement Ask(HttpMethod method, string path, Action<Utf8JsonWriter>? body)
    {
        try
        {
            using HttpRequestMessage request = Request(method, path);
            request.Content = body is null ? null : Json(body);
            using var patience = new CancellationTokenSource(_timeout);
            using HttpResponseMessage answer = _http.Send(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            return _faults.Read(answer, path);
        }
        catch (Exception e) when (RestFaults.IsOfTheWay(e))
        {
            throw _faults.Unreachable(e);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_server, path))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = _authorization;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("cairn", null));
        return request;
    }

    private static ByteArrayContent Json(Action<Utf8JsonWriter> body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        var content = new ByteArrayContent(bytes.WrittenSpan.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
