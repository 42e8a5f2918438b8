using Cairn.Cli.Output;
using Cairn.Toto.Data;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>
/// Shows a training as it goes: a line for each epoch, and where somebody watches, a line below them that moves.
/// </summary>
internal sealed class TrainingDisplay(Terminal terminal, TimeProvider time) : ITrainingLog
{
    private const string Titles = "  epoch  train loss    val loss       rate  samples/s       left";
    private const int BarWidth = 20;
    private const int NoticesShown = 3;

    /// <summary>Ten times a second looks like motion and costs nothing.</summary>
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    private long _lastDrawn;
    private TrainingProgress _progress;
    private int _epochs;

    public void Started(TrainingStart start)
    {
        _epochs = start.Options.Epochs;
        OhlcvSeries series = start.Data.Series;
        terminal.Out.WriteLine(
            $"{Plain.Text(series.Symbol)}: {Numbers.Count(series.Count)} bars, "
            + $"{Numbers.Count(start.TrainingWindows)} windows to train, "
            + $"{Numbers.Count(start.ValidationWindows)} to validate; "
            + $"{Numbers.Count(start.ParameterCount)} weights.");
        WriteNotices(start.Step == 0 ? start.Data.Notices : []); // a training that goes on has told of them
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(terminal.Styled(Titles, Style.Dim));
        terminal.Out.Flush();
    }

    public void StepEnded(TrainingProgress progress)
    {
        _progress = progress;
        if (!terminal.IsInteractive || time.GetElapsedTime(_lastDrawn) < RedrawInterval)
        {
            return;
        }

        _lastDrawn = time.GetTimestamp();
        double share = (double)progress.Step / ((double)progress.Epochs * progress.Batches);
        string text = $"{Bar(share)} {share:0%}  epoch {progress.Epoch}  loss {Numbers.Value(progress.Loss)}  "
            + $"{progress.SamplesPerSecond:#,0}/s  {Times.Span(progress.TimeLeft)} left";
        Rewrite(TextWidth.Fit(text, terminal.Width - 1, terminal.Symbols.Cut));
    }

    public void EpochEnded(EpochRecord epoch)
    {
        Rewrite("");
        bool hasStepped = _progress.Step > 0; // not where a training goes on at the very end of an epoch
        string rate = hasStepped ? Numbers.Value(_progress.LearningRate) : terminal.Symbols.None;
        string left = epoch.Epoch == _epochs || !hasStepped ? terminal.Symbols.None : Times.Span(_progress.TimeLeft);
        terminal.Out.Write($"{epoch.Epoch + "/" + _epochs,7}");
        terminal.Out.Write($"{Numbers.Value(epoch.TrainingLoss),12}{Numbers.Value(epoch.Validation.Loss),12}");
        terminal.Out.Write($"{rate,11}{epoch.SamplesPerSecond,11:#,0}{left,11}");
        terminal.Out.WriteLine(epoch.IsBest ? terminal.Styled("  best", Style.Green) : "");
        terminal.Out.Flush();
    }

    public void Ended(TrainingReport report) => Rewrite("");

    private void WriteNotices(IReadOnlyList<DataNotice> notices)
    {
        foreach (DataNotice? notice in notices.Take(NoticesShown))
        {
            terminal.Out.WriteLine(terminal.Styled("note: " + Plain.Text(notice.ToString()), Style.Yellow));
        }

        if (notices.Count > NoticesShown)
        {
            terminal.Out.WriteLine($"{notices.Count - NoticesShown} more such notes are among the events of the run.");
        }
    }

    private void Rewrite(string text)
    {
        if (!terminal.IsInteractive)
        {
            return;
        }

        terminal.Out.Write($"\r\e[K{text}");
        terminal.Out.Flush();
    }

    private string Bar(double share)
    {
        int done = (int)(share * BarWidth);
        (char full, char empty) = terminal.HasUnicode ? ('█', '░') : ('#', '.');
        return new string(full, done) + new string(empty, BarWidth - done);
    }
}
