using Cairn.Cli.Output;
using Cairn.Inference;

namespace Cairn.Cli.Archives;

/// <summary>How far a cleanup is, on one line of a screen; elsewhere it says nothing.</summary>
internal sealed class CleanupDisplay(CliCall call) : IProgress<CleanupProgress>, IDisposable
{
    private readonly Terminal _terminal = call.Terminal;
    private readonly bool _isShown = call.Terminal.IsInteractive && !call.Json;

    public void Report(CleanupProgress value)
    {
        if (!_isShown)
        {
            return;
        }

        bool isArchiving = value.Archived < value.Total;
        (string did, long done) = isArchiving ? ("archived", value.Archived) : ("deleted", value.Deleted);
        _terminal.Out.Write($"\r{Numbers.Count(done)} of {Numbers.Count(value.Total)} predictions {did}\e[K");
        _terminal.Out.Flush();
    }

    public void Dispose()
    {
        if (_isShown)
        {
            _terminal.Out.Write("\r\e[K");
        }
    }
}
