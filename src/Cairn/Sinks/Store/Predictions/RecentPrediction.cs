using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A prediction that has a row of its own and that later ones are compared with: 64 bytes.</summary>
/// <param name="Key">What was asked.</param>
/// <param name="Answer">What was answered: <see cref="AnswerHash"/>.</param>
/// <param name="Id">Its row.</param>
/// <param name="DecidedMs">When the model decided.</param>
/// <param name="Flaws">What is wrong with it, or odd.</param>
internal readonly record struct RecentPrediction(
    RecentKey Key, ulong Answer, long Id, long DecidedMs, PredictionFlaws Flaws);
