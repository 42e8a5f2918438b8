using System.Security.Cryptography;
using System.Text;

namespace Cairn.Mlflow.Sync;

/// <summary>A short name for a place that runs are sent to: the same for everybody who means the place. Stateless.</summary>
internal static class TargetKey
{
    private const string SqlitePrefix = "sqlite:///";

    private const UriComponents Shown =
        UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path;

    /// <summary>48 bits: nobody has so many places.</summary>
    private const int Length = 12;

    /// <summary>User name, password and query of an address make no difference and cannot be found out from it.</summary>
    public static string Of(string uri) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(uri))))[..Length];

    /// <summary>Whether it is on another machine, perhaps, and not files of this one.</summary>
    public static bool IsServer(string uri) =>
        uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The address for people: without user name, password and query; the scheme alone where these cannot be told apart.
    /// </summary>
    public static string Plain(string uri)
    {
        if (uri.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) && uri.Length > SqlitePrefix.Length)
        {
            return SqlitePrefix + Path.GetFullPath(uri[SqlitePrefix.Length..].Split('?')[0]);
        }

        bool isKnown = Uri.TryCreate(uri, UriKind.Absolute, out Uri? address);
        int scheme = uri.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || address is { IsFile: true })
        {
            return Path.GetFullPath(address is { IsFile: true } ? address.LocalPath : uri);
        }

        return isKnown && !address!.AbsolutePath.Contains('@') // a slash in a password makes the rest of it the path
            ? address.GetComponents(Shown, UriFormat.UriEscaped).TrimEnd('/')
            : uri[..scheme] + "://…";
    }
}
