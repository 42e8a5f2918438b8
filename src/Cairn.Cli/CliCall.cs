using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli;

/// <summary>One invocation of a command: what was typed, and the world that it runs in.</summary>
internal sealed class CliCall(ParseResult parsed, GlobalOptions globals, CliContext context)
{
    public CliContext Context => context;

    public Terminal Terminal => context.Terminal;

    public bool Json => parsed.GetValue(globals.Json);

    public string Folder => StoreFolder.Choose(parsed.GetValue(globals.Store), context.Variable);

    public DateTimeOffset Now => context.Time.GetUtcNow();

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? GetOptional<T>(Argument<T> argument) => parsed.GetValue(argument);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Whether it was typed, be it with its default.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The store with all that ended processes recorded.</summary>
    public IRunStore OpenStore()
    {
        RequireStore();
        new Abandoned(this).BringIn();
        return context.OpenStore(Folder);
    }

    /// <summary>The checkpoints of the store, with all that ended processes recorded.</summary>
    public CheckpointStore OpenCheckpoints(CheckpointOptions? options = null)
    {
        RequireStore();
        new Abandoned(this).BringIn();
        CheckpointLayout layout = StoreAccess.Checkpoints(Folder);
        return new CheckpointStore(
            layout,
            new CheckpointCatalog(layout, () => context.OpenStore(Folder)),
            () => context.OpenTracker(Folder, new FailureLines(Terminal.Error).Tell),
            options ?? new CheckpointOptions());
    }

    /// <summary>A command that only looks must not make the folder that it looks for.</summary>
    public void RequireStore()
    {
        if (!Directory.Exists(Folder))
        {
            throw new CliException(
                $"There is no store in {Folder}. Make one with `cairn demo`, or name another with --store.");
        }
    }
}
