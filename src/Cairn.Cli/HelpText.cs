using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cairn.Cli;

/// <summary>The library's help, followed by examples; for the root, by the exit codes and the environment.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    /// <summary>Help reads well at 80 columns everywhere, so that it is the same text on every machine.</summary>
    private const int Width = 80;

    private const string RootNotes =
        """
        Exit codes:
          0    done
          1    failed, or not found
          2    bad usage
          3    drifted, where --check asks
          130  interrupted

        Environment:
          CAIRN_STORE  folder of the store
          NO_COLOR     no colours
          CAIRN_DEBUG  1 shows where an error came from

        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        new HelpAction { MaxWidth = Width }.Invoke(parseResult);
        if (ExamplesOf(command) is { } examples)
        {
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }
        else
        {
            output.WriteLine(RootNotes);
        }

        return ExitCodes.Done;
    }

    private static IReadOnlyList<string>? ExamplesOf(Command command) => command switch
    {
        CairnCommand one => one.Examples,
        CommandGroup group => group.Examples,
        _ => null,
    };
}
