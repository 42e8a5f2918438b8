namespace Cairn.TensorBoard.Encoding;

/// <summary>
/// Numbers of the protobuf fields and enumerators that an event file needs, by message. From TensorBoard's
/// <c>event.proto</c>, <c>summary.proto</c>, <c>tensor.proto</c>, <c>graph.proto</c> and the <c>.proto</c> files of its
/// plugins.
/// </summary>
internal static class Fields
{
    public static class Event
    {
        public const int WallTime = 1;
        public const int Step = 2;
        public const int FileVersion = 3;
        public const int GraphDef = 4;
        public const int Summary = 5;
        public const int SessionLog = 7;
        public const int SourceMetadata = 10;
    }

    public static class SourceMetadata
    {
        public const int Writer = 1;
    }

    public static class SessionLog
    {
        public const int Status = 1;
        public const int Start = 1;
    }

    public static class Summary
    {
        public const int Value = 1;
    }

    public static class Value
    {
        public const int Tag = 1;
        public const int Tensor = 8;
        public const int Metadata = 9;
    }

    public static class Metadata
    {
        public const int PluginData = 1;
    }

    public static class PluginData
    {
        public const int Name = 1;
        public const int Content = 2;
    }

    public static class Tensor
    {
        public const int Type = 1;
        public const int Shape = 2;
        public const int Content = 4;
        public const int Floats = 5;
        public const int Strings = 8;
    }

    public static class DataType
    {
        public const int Float = 1;
        public const int Double = 2;
        public const int String = 7;
    }

    public static class Shape
    {
        public const int Dimension = 2;
        public const int Size = 1;
    }

    public static class PrCurve
    {
        public const int Thresholds = 2;
    }

    public static class Layout
    {
        public const int Category = 2;
        public const int CategoryTitle = 1;
        public const int CategoryChart = 2;
        public const int ChartTitle = 1;
        public const int ChartMultiline = 2;
        public const int MultilineTag = 1;
    }

    public static class Graph
    {
        public const int Node = 1;
        public const int Versions = 4;
        public const int Producer = 1;
    }

    public static class Node
    {
        public const int Name = 1;
        public const int Operation = 2;
        public const int Input = 3;
        public const int Attribute = 5;
        public const int AttributeKey = 1;
        public const int AttributeValue = 2;
    }

    public static class AttributeValue
    {
        public const int List = 1;
        public const int Text = 2;
        public const int ListShape = 7;
    }

    public static class Hparams
    {
        public const int Experiment = 2;
        public const int SessionStart = 3;
        public const int SessionEnd = 4;
    }

    public static class Experiment
    {
        public const int Created = 3;
        public const int Hparam = 4;
        public const int Metric = 5;
        public const int HparamName = 1;
        public const int HparamType = 4;
        public const int MetricName = 1;
        public const int MetricNameTag = 2;
    }

    public static class SessionStart
    {
        public const int Hparam = 1;
        public const int HparamKey = 1;
        public const int HparamValue = 2;
        public const int Group = 4;
        public const int Started = 5;
    }

    public static class SessionEnd
    {
        public const int Status = 1;
        public const int Ended = 2;
        public const int Success = 1;
        public const int Failure = 2;
        public const int Running = 3;
    }

    /// <summary>A value of any type: <c>google.protobuf.Value</c>.</summary>
    public static class AnyValue
    {
        public const int Number = 2;
        public const int Text = 3;
        public const int Flag = 4;
    }

    /// <summary>The type of a hyperparameter.</summary>
    public static class HparamType
    {
        public const int Text = 1;
        public const int Flag = 2;
        public const int Number = 3;
    }
}
