namespace Cairn.Cli.Output;

/// <summary>A line that shows how far something is, where somebody watches. Not thread-safe.</summary>
internal sealed class ProgressLine(Terminal terminal, TimeProvider time, string what, int all)
{
    private const int BarWidth = 20;

    /// <summary>Ten times a second looks like motion and costs nothing.</summary>
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = time.GetTimestamp();
    private long _lastDrawn = time.GetTimestamp();
    private bool _isDrawn;

    public void Show(int done)
    {
        if (!terminal.IsInteractive || time.GetElapsedTime(_lastDrawn) < RedrawInterval)
        {
            return;
        }

        (_lastDrawn, _isDrawn) = (time.GetTimestamp(), true);
        double share = (double)done / all;
        TimeSpan left = share > 0 ? time.GetElapsedTime(_begun) * ((1 - share) / share) : TimeSpan.Zero;
        string text = $"{Bar(share)} {share:0%}  {Numbers.Count(done)} of {Numbers.Count(all)} {what}  "
            + $"{Times.Span(left)} left";
        terminal.Out.Write($"\r\e[K{TextWidth.Fit(text, terminal.Width - 1, terminal.Symbols.Cut)}");
        terminal.Out.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_isDrawn)
        {
            terminal.Out.Write("\r\e[K");
        }
    }

    private string Bar(double share)
    {
        int done = (int)(share * BarWidth);
        (char full, char empty) = terminal.HasUnicode ? ('█', '░') : ('#', '.');
        return new string(full, done) + new string(empty, BarWidth - done);
    }
}
