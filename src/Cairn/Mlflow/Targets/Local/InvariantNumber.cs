using System.Globalization;

namespace Cairn.Mlflow.Targets.Local;

/// <summary>Numbers as Python writes and reads them, <c>nan</c> and <c>inf</c> included. Stateless.</summary>
internal static class InvariantNumber
{
    /// <summary>False when the text is no number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        value = text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
        return text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A text that is read back to the same bits.</summary>
    public static string Write(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
