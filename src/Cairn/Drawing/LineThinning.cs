namespace Cairn.Drawing;

/// <summary>
/// Leaves of a long line what can be seen: of the points in one column of pixels the first, the lowest, the highest and the
/// last, and every gap. Stateless.
/// </summary>
internal static class LineThinning
{
    // Shorter lines are drawn as they are.
    private const int PointsPerColumn = 4;

    public static IEnumerable<(double X, double Y)> Thin(
        IReadOnlyList<(double X, double Y)> points, Func<double, double> column, int columns) =>
        points.Count <= columns * PointsPerColumn ? points : ThinColumns(points, column);

    private static IEnumerable<(double X, double Y)> ThinColumns(
        IReadOnlyList<(double X, double Y)> points, Func<double, double> column)
    {
        int begin = 0;
        for (int i = 1; i <= points.Count; i++)
        {
            if (i < points.Count && AreTogether(points[begin], points[i], column))
            {
                continue;
            }

            foreach (int kept in Outermost(points, begin, i))
            {
                yield return points[kept];
            }

            begin = i;
        }
    }

    private static bool AreTogether((double X, double Y) first, (double X, double Y) other, Func<double, double> column)
    {
        bool isShown = Charts.IsShown(other.X, other.Y);
        return isShown == Charts.IsShown(first.X, first.Y)
            && (!isShown || Math.Floor(column(first.X)) == Math.Floor(column(other.X)));
    }

    private static SortedSet<int> Outermost(IReadOnlyList<(double X, double Y)> points, int begin, int end)
    {
        (int low, int high) = (begin, begin);
        for (int i = begin + 1; i < end; i++)
        {
            low = points[i].Y < points[low].Y ? i : low;
            high = points[i].Y > points[high].Y ? i : high;
        }

        return [begin, low, high, end - 1];
    }
}
