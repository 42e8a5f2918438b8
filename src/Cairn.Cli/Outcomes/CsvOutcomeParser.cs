using System.Globalization;
using Cairn.Storage;

namespace Cairn.Cli.Outcomes;

/// <summary>Makes outcomes of lines, or says what is wrong with one. Immutable.</summary>
internal sealed class CsvOutcomeParser(CsvColumns columns, string? model)
{
    /// <summary>As seconds this is the year 5138, as milliseconds 1973: larger numbers are milliseconds.</summary>
    private const double FirstMilliseconds = 1e11;

    /// <exception cref="FormatException">The line is no outcome; the message tells why, for people.</exception>
    public CsvOutcome Parse(CsvLine line)
    {
        if (line.IsBroken)
        {
            throw new FormatException("a quoted field does not end");
        }

        string actual = Field(line, columns.Actual);
        string value = Field(line, columns.Value);
        if (actual.Length == 0 && value.Length == 0)
        {
            throw new FormatException("there is neither an actual nor a value");
        }

        string time = Field(line, columns.Time);
        return ParseKey(line) with
        {
            Actual = actual.Length == 0 ? null : actual,
            Value = value.Length == 0 ? double.NaN : ParseValue(value),
            Time = time.Length == 0 ? default : ParseTime(time),
        };
    }

    private CsvOutcome ParseKey(CsvLine line)
    {
        string id = Field(line, columns.Prediction);
        if (id.Length > 0)
        {
            return PredictionId.TryParse(id, out PredictionId prediction)
                ? new CsvOutcome(prediction, "", "", default, null, double.NaN, default)
                : throw new FormatException($"\"{id}\" is no id of a prediction");
        }

        string named = Field(line, columns.Model);
        string symbol = Field(line, columns.Symbol);
        string time = Field(line, columns.DecisionTime);
        return new CsvOutcome(
            PredictionId.None,
            named.Length > 0 ? named : model ?? throw new FormatException("there is no prediction and no model"),
            symbol.Length > 0 ? symbol : throw new FormatException("there is no symbol"),
            time.Length > 0 ? ParseTime(time) : throw new FormatException("there is no decision time"),
            null,
            double.NaN,
            default);
    }

    private static string Field(CsvLine line, int column) =>
        column >= 0 && column < line.Fields.Count ? line.Fields[column].Trim() : "";

    private static double ParseValue(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : throw new FormatException($"\"{text}\" is no number");

    private static DateTimeOffset ParseTime(string text)
    {
        if (text.Length == "20260101".Length && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new FormatException(
                $"\"{text}\" could be a day or seconds since 1970; give a day as 2026-11-21T00:00:00Z");
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return FromUnix(number, text);
        }

        bool isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        return isTime && StartsWithYear(text) ? time.ToUniversalTime() : throw NoTime(text);
    }

    private static DateTimeOffset FromUnix(double number, string text)
    {
        double milliseconds = Math.Abs(number) >= FirstMilliseconds ? number : number * 1000;
        return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(milliseconds))
            : throw NoTime(text);
    }

    /// <summary>
    /// Days and months in the order of some country would be guessed, and wrongly for half of the year.
    /// </summary>
    private static bool StartsWithYear(string text) =>
        text.Length >= "2026-01-01".Length && text[4] == '-' && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;

    private static FormatException NoTime(string text) =>
        new($"\"{text}\" is no time; give 2026-11-21T14:35:00Z, or seconds or milliseconds since 1970");
}
