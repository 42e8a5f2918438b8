namespace Cairn.Recording;

/// <summary>The word behind a label's number in one journal.</summary>
/// <param name="Number">Its number, from 1; 0 is no label.</param>
/// <param name="Text">The name of a model, a symbol or an action, or the id of a checkpoint.</param>
/// <param name="Digest">Of a checkpoint the digest that was taken when it was loaded; empty when it is not known.</param>
internal sealed record LabelDefinition(uint Number, string Text, string Digest);
