namespace Cairn.Callbacks;

/// <summary>The arithmetic of a reduced learning rate. Stateless.</summary>
internal static class CallbackRates
{
    /// <summary>
    /// A rate times a factor, not below the least: but a rate that is lower by itself, as in a warm-up, is not raised.
    /// </summary>
    public static double Scale(double rate, double factor, double least) =>
        Math.Max(rate * factor, Math.Min(rate, least));
}
