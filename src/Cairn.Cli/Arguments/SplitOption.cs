using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>How finely statistics are told apart.</summary>
internal sealed class SplitOption : Option<PerformanceSplit?>
{
    public SplitOption() : base("--by") => (HelpName, Description, CustomParser) = (
        "day,symbol,checkpoint",
        "One line for each of these, or `all` for one line [default: day]",
        Parse);

    private static PerformanceSplit? Parse(ArgumentResult result)
    {
        PerformanceSplit split = PerformanceSplit.None;
        foreach (string typed in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            PerformanceSplit? one = typed.ToLowerInvariant() switch
            {
                "all" => PerformanceSplit.None,
                "day" => PerformanceSplit.Day,
                "symbol" => PerformanceSplit.Symbol,
                "checkpoint" => PerformanceSplit.Checkpoint,
                _ => null,
            };
            if (one is null)
            {
                result.AddError($"\"{typed}\" is nothing to split by; give day, symbol, checkpoint or all.");
            }

            split |= one ?? PerformanceSplit.None;
        }

        return split;
    }
}
