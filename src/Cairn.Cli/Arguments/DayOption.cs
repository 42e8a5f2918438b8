using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cairn.Cli.Arguments;

/// <summary>A day as statistics count them, from midnight to midnight in UTC.</summary>
internal sealed class DayOption : Option<DateOnly?>
{
    public DayOption(string name, string description) : base(name) =>
        (HelpName, Description, CustomParser) = ("DAY", description, Parse);

    /// <summary>A range of <c>--from</c> and <c>--to</c> has a day in it.</summary>
    /// <exception cref="CliException">The days are the wrong way round.</exception>
    public static void RequireOrder(DateOnly from, DateOnly to)
    {
        if (from > to)
        {
            throw new CliException(
                $"--from is after --to: {from:yyyy-MM-dd} > {to:yyyy-MM-dd}. Give an earlier --from or a later --to.",
                ExitCodes.BadUsage);
        }
    }

    private DateOnly? Parse(ArgumentResult result)
    {
        string typed = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(
            typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        result.AddError($"{Name} is \"{typed}\"; give a day as 2026-11-21.");
        return null;
    }
}
