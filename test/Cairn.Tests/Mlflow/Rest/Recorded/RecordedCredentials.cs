using System.Net.Http.Headers;
using System.Text;
using Cairn.IO;
using Cairn.Mlflow.Targets.Rest;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Who a recorded request says that it comes from.</summary>
internal static class RecordedCredentials
{
    public static string HeaderOf(IEnumerable<RecordedExchange> exchanges) =>
        exchanges.Select(exchange => exchange.Ask.Header("Authorization")).FirstOrDefault(text => text.Length > 0, "");

    public static MlflowCredentials Of(IEnumerable<RecordedExchange> exchanges)
    {
        string recorded = HeaderOf(exchanges);
        var environment = new Dictionary<string, string>();
        if (AuthenticationHeaderValue.TryParse(recorded, out AuthenticationHeaderValue? header)
            && header.Scheme == "Basic")
        {
            string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':', 2);
            (environment["MLFLOW_TRACKING_USERNAME"], environment["MLFLOW_TRACKING_PASSWORD"]) = (parts[0], parts[1]);
        }
        else if (header is not null)
        {
            environment["MLFLOW_TRACKING_TOKEN"] = header.Parameter!;
        }

        return MlflowCredentials.Read(PhysicalFileSystem.Instance, name => environment.GetValueOrDefault(name));
    }
}
