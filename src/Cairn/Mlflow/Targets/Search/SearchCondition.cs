namespace Cairn.Mlflow.Targets.Search;

/// <summary>One comparison of a filter.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Key">Which metric, parameter, tag or attribute.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Text">The value where texts are compared.</param>
/// <param name="Number">The value where numbers are compared.</param>
internal sealed record SearchCondition(
    SearchField Field, string Key, SearchOperator Operator, string Text, double Number)
{
    /// <summary>Attributes that are times, in milliseconds since 1970; the others are texts.</summary>
    public static bool IsTime(string attribute) => attribute is "start_time" or "end_time";

    /// <summary>Whether numbers are compared, and not texts.</summary>
    public bool IsNumeric => Field == SearchField.Metric || (Field == SearchField.Attribute && IsTime(Key));
}
