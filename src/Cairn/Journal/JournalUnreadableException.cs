namespace Cairn.Journal;

/// <summary>A journal cannot be read now, for reasons of its own; whoever it is read for is not to blame.</summary>
internal sealed class JournalUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
