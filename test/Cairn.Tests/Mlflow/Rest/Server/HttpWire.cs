using System.Globalization;
using System.Text;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>HTTP/1.1 as far as a test needs it: bodies of a told length.</summary>
internal static class HttpWire
{
    /// <summary>The next request; null when the client closed the connection.</summary>
    public static HttpAsk? Read(Stream stream)
    {
        var head = new List<byte>();
        while (!EndsHead(head))
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }

            head.Add((byte)next);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        stream.ReadExactly(body);
        string[] start = lines[0].Split(' ');
        string[] target = start[1].Split('?', 2);
        return new HttpAsk(start[0], target[0], Query(target.ElementAtOrDefault(1) ?? ""), headers, body);
    }

    public static void Write(Stream stream, HttpReply reply)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} Said\r\nContent-Type: {reply.ContentType}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.ToldLength ?? reply.Body.Length}\r\n");
        foreach (string header in reply.Headers)
        {
            head.Append(header).Append("\r\n");
        }

        stream.Write(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        stream.Write(reply.Body);
    }

    /// <summary>Names and values of a query, unescaped.</summary>
    public static IReadOnlyDictionary<string, string> Query(string query) => query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));

    private static bool EndsHead(List<byte> head) => head.Count >= 4 && head[^4..] is [13, 10, 13, 10];
}
