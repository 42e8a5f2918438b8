using Cairn.Cli.Arguments;

namespace Cairn.Cli.Output;

/// <summary>Where to go from here: gathered from everything that a command did, and written once, in the end.</summary>
internal sealed class NextSteps(CliCall call)
{
    private readonly List<string> _commands = []; // bounded by the few lines that each part adds
    private readonly List<string> _others = [];

    /// <summary>Commands of ours, without <c>cairn</c>; the store is added where it is not the default.</summary>
    public void Add(params IEnumerable<string> commands)
    {
        string store = call.Folder == StoreFolder.Default ? "" : $" --store {call.Folder}";
        _commands.AddRange(commands.Select(command => $"cairn {command}{store}"));
    }

    /// <summary>A command line of another program, shown behind ours.</summary>
    public void AddOther(string command) => _others.Add(command);

    /// <summary>Nothing for a program, nor where nothing was gathered.</summary>
    public void Write()
    {
        if (call.Json || _commands.Count + _others.Count == 0)
        {
            return;
        }

        call.Terminal.Heading("Next");
        foreach (string command in _commands.Concat(_others))
        {
            call.Terminal.Out.WriteLine(Plain.Text($"  {command}"));
        }
    }
}
