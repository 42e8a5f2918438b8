using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Data.Common;
using Cairn.Cli.Commands;
using Cairn.Cli.Commands.Archives;
using Cairn.Cli.Commands.Checkpoints;
using Cairn.Cli.Commands.Export;
using Cairn.Cli.Commands.Import;
using Cairn.Cli.Commands.Outcomes;
using Cairn.Cli.Commands.Predictions;
using Cairn.Cli.Commands.Sync;
using Cairn.Cli.Output;

namespace Cairn.Cli;

/// <summary>Finds the command, runs it, and turns whatever goes wrong into a sentence and an exit code.</summary>
internal sealed class CommandLine(CliContext context)
{
    private const string Description =
        "The flight recorder for machine learning on .NET.\n\n" +
        "Start with `cairn demo`, then look at what it recorded.";

    private readonly GlobalOptions _globals = new();

    public int Run(IReadOnlyList<string> args)
    {
        ParseResult parsed = BuildRoot().Parse(args.Count == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpText)
        {
            return ReportUsage(parsed);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = context.Terminal.Out,
                Error = context.Terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception exception)
        {
            return Report(exception);
        }
        finally
        {
            context.Terminal.Out.Flush();
        }
    }

    /// <summary>Not a <see cref="RootCommand"/>, which takes the name of the process, as <c>dotnet</c>.</summary>
    private Command BuildRoot()
    {
        var root = new Command("cairn", Description)
        {
            _globals.Store,
            _globals.Json,
            new HelpOption { Action = new HelpText() },
            new VersionOption(),
        };
        foreach (Command command in CreateCommands())
        {
            SetActions(command);
            root.Subcommands.Add(command);
        }

        return root;
    }

    private void SetActions(Command command)
    {
        if (command is CairnCommand one)
        {
            one.SetAction(parsed => one.Run(new CliCall(parsed, _globals, context)));
            return;
        }

        command.SetAction(new HelpText().Invoke);
        foreach (Command member in command.Subcommands)
        {
            SetActions(member);
        }
    }

    private static Command[] CreateCommands() =>
    [
        new DemoCommand(),
        new TrainCommand(),
        new PredictCommand(),
        new DriftCommand(),
        new RunsCommand(),
        new ShowCommand(),
        new SeriesCommand(),
        new CompareCommand(),
        new ExplainCommand(),
        new ReplayCommand(),
        new TailCommand(),
        new QueryCommand(),
        new CheckpointsGroup(),
        new PredictionsGroup(),
        new OutcomesGroup(),
        new WhyCommand(),
        new BlastCommand(),
        new SyncGroup(),
        new CleanupCommand(),
        new ArchiveGroup(),
        new ImportGroup(),
        new ExportGroup(),
        new RecoverCommand(),
        new DoctorCommand(),
    ];

    private int ReportUsage(ParseResult parsed)
    {
        string path = PathOf(parsed.CommandResult);
        string message = parsed.CommandResult.Command is not CairnCommand && parsed.UnmatchedTokens.Count > 0
            ? $"There is no command \"{path}{parsed.UnmatchedTokens[0]}\"."
            : parsed.Errors[0].Message;
        context.Terminal.Error.WriteLine(Plain.Text(message));
        context.Terminal.Error.WriteLine($"`cairn {path}--help` shows what is possible.");
        return ExitCodes.BadUsage;
    }

    /// <summary>The command's name behind that of its group, each with a space after it; empty for the root.</summary>
    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)}{result.Command.Name} " : "";

    private int Report(Exception exception)
    {
        (string? message, int exitCode) = exception switch
        {
            CliException expected => (expected.Message, expected.ExitCode),
            OperationCanceledException => ("Interrupted.", ExitCodes.Interrupted),
            IOException or UnauthorizedAccessException or CairnException => (exception.Message, ExitCodes.Failed),
            DbException => ($"The store could not be read: {exception.Message} `cairn doctor` looks for the cause.",
                ExitCodes.Failed),
            _ => ($"Unexpected: {exception.Message} Set CAIRN_DEBUG=1 to see where.", ExitCodes.Failed),
        };
        context.Terminal.Error.WriteLine(Plain.Text(message));
        if (context.Variable("CAIRN_DEBUG") == "1")
        {
            context.Terminal.Error.WriteLine(exception);
        }

        return exitCode;
    }
}
