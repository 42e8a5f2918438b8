using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Toto.Forecasting;

/// <summary>What a checkpoint says to whoever forecasts with it. Immutable.</summary>
/// <param name="Symbol">What it was trained on.</param>
/// <param name="LastBar">When the newest bar began that it was trained or validated on (UTC).</param>
/// <param name="Errors">How far off it was in its last validation.</param>
internal sealed record ForecastState(string Symbol, DateTime LastBar, ErrorDistribution Errors)
{
    /// <summary>The part of the checkpoint's state that it is.</summary>
    public const string Part = "forecast";

    public JsonObject ToJson() => new()
    {
        ["symbol"] = Symbol,
        ["last_bar"] = LastBar.ToString("O", CultureInfo.InvariantCulture),
        ["errors"] = new JsonArray([.. Errors.Quantiles.Select(error => (JsonNode)JsonValue.Create(error))]),
    };

    /// <summary>False when it is not what <see cref="ToJson"/> made.</summary>
    public static bool TryRead(JsonNode? json, out ForecastState state)
    {
        state = new ForecastState("", DateTime.MinValue, ErrorDistribution.Unknown);
        try
        {
            if (json is not JsonObject saved || saved["errors"] is not JsonArray errors
                || errors.Count is not (0 or ErrorDistribution.Count)
                || !DateTime.TryParse(
                    saved["last_bar"]?.GetValue<string>(), CultureInfo.InvariantCulture,
                    DateTimeStyles.RoundtripKind, out DateTime lastBar))
            {
                return false;
            }

            float[] quantiles = [.. errors.Select(error => error?.GetValue<float>() ?? 0)];
            state = new ForecastState(
                saved["symbol"]?.GetValue<string>() ?? "", lastBar, new ErrorDistribution(quantiles));
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
