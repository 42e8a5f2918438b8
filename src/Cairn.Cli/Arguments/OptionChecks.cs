using System.CommandLine;

namespace Cairn.Cli.Arguments;

/// <summary>Limits of options, checked when the command line is read.</summary>
internal static class OptionChecks
{
    public static void RequireAtLeast(this Option option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < least)
        {
            result.AddError($"{option.Name} is {value}; give {least} or more.");
        }
    });
}
