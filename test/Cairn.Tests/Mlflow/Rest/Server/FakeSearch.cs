using System.Globalization;
using System.Text.RegularExpressions;
using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>MLflow's filters, as far as the tests write them.</summary>
internal static partial class FakeSearch
{
    public static Func<MlflowRun, bool> Parse(string filter)
    {
        if (filter.Length == 0)
        {
            return _ => true;
        }

        Match whole = Filter().Match(filter);
        return whole.Success
            ? run => whole.Groups["one"].Captures.Select(one => Comparison().Match(one.Value)).All(one => Holds(one, run))
            : throw FakeRefusal.Of($"Invalid filter: {filter}");
    }

    private static bool Holds(Match one, MlflowRun run)
    {
        string key = one.Groups["key"].Value.Trim('`', '"'), value = one.Groups["value"].Value, op = one.Groups["op"].Value.ToUpperInvariant();
        bool isNumber = one.Groups["kind"].Value.StartsWith("metric", StringComparison.Ordinal) || key is "start_time";
        if (isNumber != char.IsAsciiDigit(value[^1]) || (isNumber && op.EndsWith('E')) || (!isNumber && op[0] is '<' or '>'))
        {
            throw FakeRefusal.Of($"Invalid comparison: {one.Value}");
        }

        return isNumber
            ? Number(one.Groups["kind"].Value, key, run) is { } number && Compare(number.CompareTo(double.Parse(value, CultureInfo.InvariantCulture)), op)
            : Text(one.Groups["kind"].Value, key, run) is { } text && Compare(text, op, value[1..^1]);
    }

    private static double? Number(string kind, string key, MlflowRun run) => kind.StartsWith("attr", StringComparison.Ordinal)
        ? run.StartedUtc.ToUnixTimeMilliseconds()
        : run.Metrics.TryGetValue(key, out MlflowPoint point) ? point.Value : null;

    private static string? Text(string kind, string key, MlflowRun run) => (kind[0], key) switch
    {
        ('p', _) => run.Parameters.GetValueOrDefault(key),
        ('t', _) => run.Tags.GetValueOrDefault(key),
        (_, "run_id") => run.Id,
        (_, "run_name") => run.Name,
        _ => run.Status.ToString().ToUpperInvariant(),
    };

    private static bool Compare(int order, string op) => op switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "=" => order == 0,
        _ => order != 0,
    };

    private static bool Compare(string text, string op, string value) => op switch
    {
        "=" => text == value,
        "!=" => text != value,
        _ => Regex.IsMatch(
            text,
            $@"\A{Regex.Escape(value).Replace("%", ".*", StringComparison.Ordinal)}\z",
            op == "ILIKE" ? RegexOptions.IgnoreCase : RegexOptions.None),
    };

    private const string One =
        """(?<kind>metrics?|params?|tags?|attributes?)\.(?<key>`[^`]+`|"[^"]+"|[\w./-]+)\s*(?<op><=|>=|!=|=|<|>|LIKE|ILIKE)\s*(?<value>'[^']*'|"[^"]*"|-?[\d.]+)""";

    [GeneratedRegex(@"\A\s*(?<one>" + One + @")(?:\s+and\s+(?<one>" + One + @"))*\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    [GeneratedRegex(One, RegexOptions.IgnoreCase)]
    private static partial Regex Comparison();
}
