using System.Globalization;
using System.Text;
using System.Text.Json;
using Cairn.Tests.Mlflow.Rest.Server;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>A request and what a tracking server answered to it.</summary>
internal sealed record RecordedExchange(string Name, HttpAsk Ask, HttpReply Reply)
{
    private const string Binary = "<binary ";

    /// <summary>The body of the request as JSON.</summary>
    public JsonElement Said => Ask.Json;

    /// <summary>The body of the answer as JSON.</summary>
    public JsonElement Answer => JsonElement.Parse(Reply.Body);

    public bool IsTaken => Reply.Status < 300;

    public static RecordedExchange Read(string name, JsonElement from)
    {
        string[] target = from.GetProperty("path").GetString()!.Split('?', 2);
        IEnumerable<string> query = target.ElementAtOrDefault(1)?.Split('&')
            .DistinctBy(pair => pair.Split('=')[0]) ?? [];
        var ask = new HttpAsk(
            from.GetProperty("method").GetString()!,
            target[0],
            HttpWire.Query(string.Join('&', query)),
            Headers(from, "request_headers"),
            Bytes(from.GetProperty("request_body").GetString() ?? ""));
        return new RecordedExchange(name, ask, ReadReply(from));
    }

    private static HttpReply ReadReply(JsonElement from)
    {
        Dictionary<string, string> headers = Headers(from, "response_headers");
        IEnumerable<KeyValuePair<string, string>> others =
            headers.Where(header => header.Key.ToUpperInvariant() is not ("CONTENT-TYPE" or "CONTENT-LENGTH"));
        byte[] body = Bytes(from.GetProperty("response_body").GetString()!);
        return new HttpReply(
            from.GetProperty("status").GetInt32(), headers.GetValueOrDefault("content-type", "application/json"), body)
        {
            Headers = [.. others.Select(header => $"{header.Key}: {header.Value}")],
        };
    }

    private static Dictionary<string, string> Headers(JsonElement from, string name)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (from.TryGetProperty(name, out JsonElement recorded))
        {
            foreach (JsonProperty header in recorded.EnumerateObject())
            {
                headers[header.Name] = header.Value.GetString()!;
            }
        }

        return headers;
    }

    // "<binary 256 bytes, hex> 0001…"
    private static byte[] Bytes(string text)
    {
        if (!text.StartsWith(Binary, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        byte[] bytes = Convert.FromHexString(text[(text.IndexOf("> ", StringComparison.Ordinal) + 2)..].Trim());
        int told = int.Parse(text[Binary.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
        return bytes.Length == told ? bytes : throw new FormatException($"{bytes.Length} bytes of {told}.");
    }
}
