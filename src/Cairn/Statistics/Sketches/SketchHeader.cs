namespace Cairn.Statistics.Sketches;

/// <summary>What a <see cref="QuantileSketch"/> knows besides the values that it keeps.</summary>
internal readonly record struct SketchHeader(
    long Count,
    long NaNs,
    long Infinities,
    float Min,
    float Max,
    double Variance,
    ulong Random,
    ulong OpenPairs,
    ulong NextCoins);
