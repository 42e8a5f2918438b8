using Cairn.Recording;

namespace Cairn.Journal;

/// <summary>Receives one definition of a catalog; the record is valid during the call.</summary>
internal delegate void DefinitionHandler(in TextRecord definition);
