using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>Why things happened in a run, read once.</summary>
internal sealed class ExplanationPage(CliCall call, IRunStore store, RunInfo run)
{
    private readonly Terminal _terminal = call.Terminal;
    private readonly TopicLines _topics = new(call);
    private readonly Explanation _explanation = new(RunEvents.ReadAll(store, run.Id));

    public int WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        RunText.WriteJson(json, run, call.Now);
        json.Text("end_reason", run.EndReason);
        foreach (Topic topic in Explanation.Topics)
        {
            json.Objects(topic.Key, _explanation.Of(topic), one => EventText.WriteJson(json, one));
        }
    });

    public int Write()
    {
        string name = RunText.OwnName(run) is { } own ? $"{run.Experiment} / {own}" : run.Experiment;
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(name), Style.Bold));
        _terminal.Out.WriteLine($"  run  {Plain.Text(run.Id)}");
        _terminal.Out.WriteLine($"  end  {End()}");
        foreach (Topic topic in Explanation.Topics)
        {
            _topics.Write(topic, _explanation.Of(topic));
        }

        if (_explanation.IsEmpty)
        {
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine("No callback decided anything, and no checkpoint was saved or deleted.");
        }

        return ExitCodes.Done;
    }

    private string End()
    {
        Cell status = RunText.Status(run.Status);
        string said = string.IsNullOrEmpty(run.EndReason) ? "" : $": {Plain.Text(run.EndReason)}";
        string when = run.EndedUtc is { } end ? $" at {Times.Clock(end, call.Context.Time)}" : " still";
        return _terminal.Styled(status.Text, status.Style) + when + said;
    }
}
