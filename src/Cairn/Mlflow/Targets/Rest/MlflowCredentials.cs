using System.Net.Http.Headers;
using System.Text;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// Who we are for a tracking server: from MLflow's own environment variables, else from <c>~/.mlflow/credentials</c>. A user
/// name with a password wins over a token, as in MLflow's own client. Never written anywhere.
/// </summary>
internal sealed class MlflowCredentials
{
    private readonly string _user;
    private readonly string _password;
    private readonly string _token;

    private MlflowCredentials(string user, string password, string token, bool isInsecureTls)
    {
        (_user, _password, _token) = (user, password, token);
        IsInsecureTls = isInsecureTls;
    }

    /// <summary>Whether the server's certificate is not looked at: <c>MLFLOW_TRACKING_INSECURE_TLS=true</c>.</summary>
    public bool IsInsecureTls { get; }

    /// <summary>What a request says of us; null for nothing.</summary>
    public AuthenticationHeaderValue? Authorization => (_user, _password, _token) switch
    {
        ({ Length: > 0 }, { Length: > 0 }, _) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{_password}"))),
        (_, _, { Length: > 0 }) => new("Bearer", _token),
        _ => null,
    };

    public static MlflowCredentials Read(IFileSystem files) => Read(files, Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="Read(IFileSystem)"/>, with another environment.</summary>
    /// <param name="files">Where the file of credentials is looked for.</param>
    /// <param name="environment">A variable's value by its name; null when it is not set.</param>
    public static MlflowCredentials Read(IFileSystem files, Func<string, string?> environment)
    {
        IReadOnlyDictionary<string, string> stored = CredentialsFile.Read(files, environment("HOME") ?? environment("USERPROFILE"));
        return new MlflowCredentials(
            Value("MLFLOW_TRACKING_USERNAME"),
            Value("MLFLOW_TRACKING_PASSWORD"),
            environment("MLFLOW_TRACKING_TOKEN")?.Trim() ?? "",
            environment("MLFLOW_TRACKING_INSECURE_TLS")?.Trim().ToUpperInvariant() is "TRUE" or "1");

        string Value(string name) =>
            environment(name) is { Length: > 0 } value ? value : stored.GetValueOrDefault(name.ToLowerInvariant(), "");
    }

    /// <summary>These, or the user name and password of the address where it has them.</summary>
    public MlflowCredentials For(Uri server)
    {
        if (server.UserInfo.Length == 0)
        {
            return this;
        }

        string[] parts = server.UserInfo.Split(':', 2);
        string password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : _password;
        return new MlflowCredentials(Uri.UnescapeDataString(parts[0]), password, _token, IsInsecureTls);
    }

    /// <summary>So that no log line can show a password.</summary>
    public override string ToString() => nameof(MlflowCredentials);
}
