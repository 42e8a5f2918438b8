namespace Cairn.Journal;

/// <summary>Receives one definition of a catalog; the payload is valid during the call.</summary>
internal delegate void DefinitionHandler(RecordKind kind, ReadOnlySpan<byte> payload);
