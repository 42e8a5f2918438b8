using System.Text;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>What the server sends, or does instead.</summary>
internal sealed record HttpReply(int Status, string ContentType, byte[] Body)
{
    /// <summary>The connection is cut where the answer should be.</summary>
    public static HttpReply Cut { get; } = new(0, "", []);

    /// <summary>Nothing comes while the server lives.</summary>
    public static HttpReply Silence { get; } = new(-1, "", []);

    /// <summary>Header lines without their ends.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The length that is told; null for the true one. The connection is cut behind the body when it is another.</summary>
    public long? ToldLength { get; init; }

    public static HttpReply Json(string body, int status = 200) => new(status, "application/json", Encoding.UTF8.GetBytes(body));

    public static HttpReply Html(string body, int status = 200) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(body));

    public static HttpReply Error(int status, string code, string message) =>
        Json($$"""{"error_code": "{{code}}", "message": {{System.Text.Json.JsonSerializer.Serialize(message)}}}""", status);
}
