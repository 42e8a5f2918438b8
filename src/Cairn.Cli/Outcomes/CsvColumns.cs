namespace Cairn.Cli.Outcomes;

/// <summary>Which column of a CSV file means what; -1 for none.</summary>
/// <param name="Prediction">The id of the prediction.</param>
/// <param name="Model">Its model.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="DecisionTime">When it was decided.</param>
/// <param name="Actual">What would have been right.</param>
/// <param name="Value">A figure.</param>
/// <param name="Time">When the outcome became true.</param>
internal sealed record CsvColumns(
    int Prediction, int Model, int Symbol, int DecisionTime, int Actual, int Value, int Time)
{
    private static readonly string[] PredictionNames = ["prediction", "predictionid", "id"];
    private static readonly string[] ModelNames = ["model", "modelname"];
    private static readonly string[] SymbolNames = ["symbol", "ticker", "instrument"];
    private static readonly string[] DecisionTimeNames = ["decisiontime", "decided", "decidedat", "timestamp", "time"];
    private static readonly string[] ActualNames = ["actual", "actualaction", "outcome", "label"];
    private static readonly string[] ValueNames = ["value", "return", "profit", "pnl", "outcomevalue"];
    private static readonly string[] TimeNames = ["outcometime", "outcomeat", "happened", "happenedat", "resolvedat"];

    /// <summary>Reads the first line of a file.</summary>
    /// <param name="header">Its fields.</param>
    /// <param name="hasModel">Whether the model is known from elsewhere.</param>
    /// <exception cref="CliException">Something is missing.</exception>
    public static CsvColumns Read(IReadOnlyList<string> header, bool hasModel)
    {
        string[] names = [.. header.Select(Simple)];
        var columns = new CsvColumns(
            Find(names, PredictionNames),
            Find(names, ModelNames),
            Find(names, SymbolNames),
            Find(names, DecisionTimeNames),
            Find(names, ActualNames),
            Find(names, ValueNames),
            Find(names, TimeNames));
        bool hasKey = columns is { Symbol: >= 0, DecisionTime: >= 0 } && (columns.Model >= 0 || hasModel);
        if (columns.Prediction < 0 && !hasKey)
        {
            throw new CliException(
                "The header names neither a column prediction nor the columns model, symbol and decision_time "
                + "(--model M stands for the first of these).");
        }

        return columns.Actual >= 0 || columns.Value >= 0
            ? columns
            : throw new CliException("The header names neither a column actual nor a column value.");
    }

    /// <summary>Small letters and digits only: <c>Decision Time</c> and <c>decision_time</c> are one name.</summary>
    private static string Simple(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static int Find(string[] names, string[] wanted)
    {
        foreach (string one in wanted)
        {
            if (Array.IndexOf(names, one) is >= 0 and var found)
            {
                return found;
            }
        }

        return -1;
    }
}
