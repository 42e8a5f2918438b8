namespace Cairn.Cli.Output;

/// <summary>Maps values to the dots of an axis: the lowest to 0, the highest to the last.</summary>
internal readonly record struct Scale(double Low, double High, int Dots)
{
    /// <summary>Halved before subtracting, so that −1e308…1e308 does not overflow.</summary>
    public int DotOf(double value)
    {
        if (!(High > Low))
        {
            return Dots / 2;
        }

        double share = ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
        return Math.Clamp((int)Math.Round(share * (Dots - 1)), 0, Dots - 1);
    }

    /// <summary>The value at a share of the axis, 0 the lowest and 1 the highest.</summary>
    public double ValueAt(double share) => (Low * (1 - share)) + (High * share);
}
