using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Says what is wrong with an answer, and whether the same request may be answered later. Holds no secret.</summary>
internal sealed class RestFaults(string location, TimeProvider time, TimeSpan timeout)
{
    private const int MessageLength = 500; // a server's SQL would fill pages
    private const int ErrorBytes = 64 * 1024;
    private const string ForeignHost = "Invalid Host header"; // MLflow 3 says so to names that it was not started with

    /// <summary>Exceptions of the network: refused, cut, too slow, no such host, a bad certificate, an answer that is no HTTP.</summary>
    public static bool IsOfTheWay(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>The object that the server answered.</summary>
    /// <exception cref="MlflowException">The answer is anything but 2xx with an object.</exception>
    public JsonElement Read(HttpResponseMessage answer, string path)
    {
        ThrowUnlessFine(answer, path);
        byte[] bytes = Bytes(answer, RestLimits.AnswerBytes);
        return Parse(bytes) ?? throw Fault(
            "mlflow.foreign",
            $"{location} answered something that is not JSON. Is there a proxy or a page to log in before MLflow? {Excerpt(bytes)}",
            isTransient: true);
    }

    /// <summary>Throws what an answer other than 2xx means.</summary>
    public void ThrowUnlessFine(HttpResponseMessage answer, string path)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        byte[] bytes = Bytes(answer, ErrorBytes);
        JsonElement? body = Parse(bytes);
        string serverCode = Text(body, "error_code");
        string said = body is null ? Excerpt(bytes) : Cut(Text(body, "message"));
        (string code, string message, bool isTransient) = Classify((int)answer.StatusCode, serverCode, said, path.Split('?')[0]);
        throw Fault(code, message, isTransient, serverCode, RetryAfter(answer));
    }

    /// <summary>The server could not be reached, or did not answer in full.</summary>
    public MlflowException Unreachable(Exception e)
    {
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return Fault("mlflow.refused", $"{location} answered more than {RestLimits.AnswerBytes} bytes.", isTransient: false);
        }

        string what = e is OperationCanceledException ? $"did not answer within {timeout.TotalSeconds:0.###} s" : "cannot be reached";
        string why = e is OperationCanceledException ? "" : $" ({(e.InnerException ?? e).Message})";
        return Fault("mlflow.unreachable", $"{location} {what}{why}. Is the server running, and the address right?", isTransient: true);
    }

    public MlflowException Fault(
        string code, string message, bool isTransient, string serverCode = "", TimeSpan? retryAfter = null) =>
        new(code, location, message, isTransient) { ServerCode = serverCode, RetryAfter = retryAfter };

    private (string Code, string Message, bool IsTransient) Classify(
        int status, string serverCode, string said, string path) => status switch
        {
            403 when said.StartsWith(ForeignHost, StringComparison.Ordinal) => (
                "mlflow.address",
                $"{location} does not know itself by this name ({status}): {said} Start it with --allowed-hosts, or write the address "
                + "that it knows.",
                false),
            401 or 403 => (
                "mlflow.unauthorized",
                $"{location} does not let us in ({status}): {said} Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or "
                + "MLFLOW_TRACKING_TOKEN, of somebody who may do this.",
                false),
            408 or 425 or 429 or 500 or 502 or 503 or 504 =>
                ("mlflow.busy", $"{location} cannot do it now ({status}): {said}", true),
            404 when serverCode is "RESOURCE_DOES_NOT_EXIST" => ("mlflow.missing", $"{location}: {said}", false),
            404 or 405 when serverCode is "" or "ENDPOINT_NOT_FOUND" => (
                "mlflow.foreign",
                $"{location} knows no /{path} ({status}). It is no MLflow server, one that is too old, or its address lacks a path.",
                false),
            >= 300 and < 400 => (
                "mlflow.address", $"{location} sends us elsewhere ({status}). Write the address that it really has.", false),
            _ => ("mlflow.refused", $"{location} refused ({status}): {said}", false),
        };

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        RetryConditionHeaderValue? asked = answer.Headers.RetryAfter;
        TimeSpan? wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // Of a failed download only the headers were read, so this may come from the network.
    private static byte[] Bytes(HttpResponseMessage answer, int limit)
    {
        using Stream body = answer.Content.ReadAsStream();
        var bytes = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        for (int read = 1; read > 0 && bytes.Length < limit;)
        {
            read = body.Read(piece, 0, piece.Length);
            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            var body = JsonElement.Parse(bytes);
            return body.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement? body, string name) => body is { } there ? RestJson.Text(there, name) : "";

    private static string Excerpt(byte[] page)
    {
        string text = Encoding.UTF8.GetString(page, 0, Math.Min(page.Length, 4 * MessageLength));
        return Cut(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Cut(string text) => text.Length <= MessageLength ? text : text[..MessageLength] + "…";
}
