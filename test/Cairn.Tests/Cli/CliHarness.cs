using System.Text;
using System.Text.Json;
using Cairn.Cli;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Mlflow.Targets;

namespace Cairn.Tests.Cli;

/// <summary>Runs the command line in this process, against a store in memory and a console of text.</summary>
internal sealed class CliHarness
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public FakeRunStore Store { get; } = new();

    public RecoveryReport Recovery { get; set; } = new(0, 0, 0);

    /// <summary>Whether stores are folders on the disk instead of <see cref="Store"/>.</summary>
    public bool UsesRealStores { get; set; }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What happens while a command waits; false asks it to stop.</summary>
    public Func<bool> OnWait { get; set; } = () => false;

    public Func<string, IMlflowTarget> OpenMlflow { get; set; } = StoreAccess.OpenMlflow;

    public bool IsInteractive { get; set; }

    public bool HasColor { get; set; }

    public bool HasUnicode { get; set; } = true;

    public string Output => _output.ToString();

    /// <summary>For tables, whose empty last cells leave blanks.</summary>
    public string OutputWithoutPadding => string.Join('\n', Output.Split('\n').Select(line => line.TrimEnd()));

    public string Error => _error.ToString();

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public int Run(params string[] args) => RunIn(Path.GetTempPath(), args);

    public int RunIn(string folder, params string[] args)
    {
        using var output = new StringWriter(_output);
        using var error = new StringWriter(_error);
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            IsInteractive = IsInteractive,
            HasColor = HasColor,
            HasUnicode = HasUnicode,
        };
        var context = new CliContext
        {
            Terminal = terminal,
            Variable = name => name == StoreFolder.Variable ? folder : Variables.GetValueOrDefault(name),
            OpenStore = store => UsesRealStores ? StoreAccess.Open(store) : Store,
            Recover = (store, tell) => UsesRealStores ? StoreAccess.Recover(store, tell) : Recovery,
            OpenMlflow = OpenMlflow,
            Wait = _ => OnWait(),
            Time = new FixedTime(),
        };
        return new CommandLine(context).Run(args);
    }
}
