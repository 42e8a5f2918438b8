using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Toto.Training;

/// <summary>What a training sets out with.</summary>
/// <param name="Options">Its settings.</param>
/// <param name="Data">The bars and what was mended in them.</param>
/// <param name="TrainingWindows">Windows to learn from in each epoch.</param>
/// <param name="ValidationWindows">Windows held back.</param>
/// <param name="ParameterCount">Weights of the model.</param>
/// <param name="Baseline">The last close, repeated, on the validation windows.</param>
/// <param name="Step">Steps already taken by a training that this one resumes; else 0.</param>
public sealed record TrainingStart(
    TotoOptions Options, MarketData Data, int TrainingWindows, int ValidationWindows, int ParameterCount,
    Evaluation Baseline, int Step);
