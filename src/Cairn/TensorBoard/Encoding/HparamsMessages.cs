namespace Cairn.TensorBoard.Encoding;

/// <summary>The messages of TensorBoard's hyperparameters page. Stateless.</summary>
internal static class HparamsMessages
{
    private const int UsualBytes = 512;

    /// <summary>
    /// Names and types of hyperparameters, and the metrics. Says nothing of the values that occur: TensorBoard takes
    /// the first such message that it finds for all runs, and one run's values would hide those of the others. Columns
    /// are in the order of the names as given.
    /// </summary>
    public static byte[] Experiment(
        double wallTime, IReadOnlyDictionary<string, object> hparams, IReadOnlyList<string> metricTags)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        int experiment = message.BeginMessage(Fields.Hparams.Experiment);
        message.WriteDoubleIfSet(Fields.Experiment.Created, wallTime);
        foreach ((string name, object value) in hparams)
        {
            int hparam = message.BeginMessage(Fields.Experiment.Hparam);
            message.WriteStringIfSet(Fields.Experiment.HparamName, name);
            message.WriteInt64(Fields.Experiment.HparamType, HparamValue.Of(value).Type);
            message.EndMessage(hparam);
        }

        foreach (string tag in metricTags)
        {
            WriteMetric(ref message, tag);
        }

        message.EndMessage(experiment);
        return Finish(ref message);
    }

    /// <param name="wallTime">When the run began.</param>
    /// <param name="hparams">Text, numbers and flags.</param>
    /// <param name="group">Runs with the same group are one row of the table; an empty one makes the run a row.</param>
    public static byte[] SessionStart(double wallTime, IReadOnlyDictionary<string, object> hparams, string group)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        int start = message.BeginMessage(Fields.Hparams.SessionStart);
        foreach ((string name, object value) in hparams.OrderBy(known => known.Key, StringComparer.Ordinal))
        {
            int hparam = message.BeginMessage(Fields.SessionStart.Hparam);
            message.WriteString(Fields.SessionStart.HparamKey, name);
            int any = message.BeginMessage(Fields.SessionStart.HparamValue);
            HparamValue.Of(value).WriteTo(ref message);
            message.EndMessage(any);
            message.EndMessage(hparam);
        }

        message.WriteStringIfSet(Fields.SessionStart.Group, group);
        message.WriteDoubleIfSet(Fields.SessionStart.Started, wallTime);
        message.EndMessage(start);
        return Finish(ref message);
    }

    public static byte[] SessionEnd(double wallTime, RunStatus status)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        int end = message.BeginMessage(Fields.Hparams.SessionEnd);
        message.WriteInt64(Fields.SessionEnd.Status, status switch
        {
            RunStatus.Completed => Fields.SessionEnd.Success,
            RunStatus.Running => Fields.SessionEnd.Running,
            _ => Fields.SessionEnd.Failure,
        });
        message.WriteDoubleIfSet(Fields.SessionEnd.Ended, wallTime);
        message.EndMessage(end);
        return Finish(ref message);
    }

    private static void WriteMetric(ref ProtobufWriter message, string tag)
    {
        int metric = message.BeginMessage(Fields.Experiment.Metric);
        int name = message.BeginMessage(Fields.Experiment.MetricName);
        message.WriteStringIfSet(Fields.Experiment.MetricNameTag, tag);
        message.EndMessage(name);
        message.EndMessage(metric);
    }

    private static byte[] Finish(ref ProtobufWriter message)
    {
        byte[] bytes = message.Written.ToArray();
        message.Dispose();
        return bytes;
    }
}
