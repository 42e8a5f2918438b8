namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Writes values into filters of MLflow's search, which knows no escape in a quoted text.</summary>
internal static class SearchText
{
    /// <summary>A comparison with a text. One that holds both kinds of quotes finds nothing.</summary>
    public static string Equal(string field, string value) =>
        value.Contains('\'', StringComparison.Ordinal)
            ? $"{field} = \"{value.Replace("\"", "", StringComparison.Ordinal)}\""
            : $"{field} = '{value}'";
}
