namespace Cairn.Sinks;

/// <summary>A sink cannot take a batch now (locked, full, read-only, gone); it is tried again later.</summary>
internal sealed class SinkUnavailableException(string message, Exception? inner) : Exception(message, inner);
