using Cairn.Toto.Tensors;

namespace Cairn.Toto.Data;

/// <summary>Some windows, side by side.</summary>
/// <param name="Inputs">Contexts: [window, bar, channel].</param>
/// <param name="Targets">Normalised log returns from the last close of the context: [window, horizon].</param>
/// <param name="ReturnUnits">The log return that a target of 1 stands for, for each window.</param>
internal sealed record WindowBatch(Tensor Inputs, Tensor Targets, double[] ReturnUnits);
