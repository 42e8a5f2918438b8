using System.Globalization;

namespace Cairn.Checkpoints;

/// <summary>What came of replaying golden pairs. Immutable.</summary>
/// <param name="Pairs">How many were replayed.</param>
/// <param name="Mismatches">How many the model answered otherwise.</param>
/// <param name="WorstDifference">
/// The largest difference of any output: absolute up to outputs of 1, relative beyond; infinite where a number was
/// expected and none came, or the other way round.
/// </param>
/// <param name="WorstPair">The pair that it is of, counted from 0; -1 when all outputs are equal.</param>
/// <param name="Tolerance">The difference that was allowed.</param>
public sealed record GoldenReport(
    int Pairs, int Mismatches, double WorstDifference, int WorstPair, double Tolerance)
{
    /// <summary>0.0001: what other hardware or another order of summing makes of 32-bit numbers.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>True when no pair was answered otherwise.</summary>
    public bool IsSound => Mismatches == 0;

    internal string Remedy => Pairs == 0
        ? "Save it with CheckpointContent.GoldenPairs."
        : "Look for another preprocessing, other code of the model or other weights than those that were trained; raise the "
            + "tolerance only when the difference is as small as that of rounding.";

    /// <summary>In a sentence: <c>All 32 golden pairs agree exactly.</c></summary>
    public override string ToString() => this switch
    {
        { Pairs: 0 } => "It has no golden pairs.",
        { WorstPair: < 0 } => Invariant($"All {Pairs} golden pairs agree exactly."),
        { IsSound: true } => Invariant($"All {Pairs} golden pairs agree to {WorstDifference:G3}."),
        _ => Invariant(
            $"{Mismatches} of {Pairs} golden pairs are answered otherwise, pair {WorstPair} by {WorstDifference:G3}, and ")
            + Invariant($"{Tolerance:G3} is allowed."),
    };

    internal static GoldenReport OfNone(double tolerance) => new(0, 0, 0, -1, tolerance);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
