using Cairn.Storage.Chunks;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Streams the points of a range of steps in the order of steps, equal steps in the order of recording. Chunks are
/// taken in the order of their smallest step, and a point is given out as soon as no later chunk can have a smaller
/// step, so memory holds no more than the chunks that overlap each other: one, where the steps never went back.
/// </summary>
internal sealed class RangeReader(SeriesReader reader, long series, long fromStep, long toStep)
{
    public IEnumerable<SeriesPoint> Read()
    {
        SeriesSnapshot snapshot = reader.ReadSnapshot(series);
        List<Piece> pieces = ListPieces(snapshot);
        var waiting = new List<OrderedPoint>();
        for (int i = 0; i < pieces.Count; i++)
        {
            Piece piece = pieces[i];
            Take(piece.Number == snapshot.Chunks ? snapshot.Tail : reader.ReadChunk(series, piece.Number), piece, waiting);
            int ready = i + 1 == pieces.Count ? waiting.Count : CountBelow(pieces[i + 1].MinStep, waiting);
            for (int point = 0; point < ready; point++)
            {
                yield return waiting[point].Point;
            }

            waiting.RemoveRange(0, ready);
        }
    }

    /// <summary>The chunks that touch the range, and the tail as the last of them.</summary>
    private List<Piece> ListPieces(SeriesSnapshot snapshot)
    {
        List<Piece> pieces = reader
            .ReadLevel(series, SeriesLevels.Lowest, 0, snapshot.Chunks - 1, fromStep, toStep)
            .ConvertAll(chunk => new Piece(chunk.Number, chunk.Bucket.MinStep));
        if (snapshot.Tail.Count > 0)
        {
            var tail = default(SeriesBucketBuilder);
            tail.Add(snapshot.Tail);
            pieces.Add(new Piece(snapshot.Chunks, tail.Build().MinStep));
        }

        pieces.Sort();
        return pieces;
    }

    private void Take(PointColumns points, Piece piece, List<OrderedPoint> waiting)
    {
        bool isSorted = true;
        for (int i = 0; i < points.Count; i++)
        {
            SeriesPoint point = points[i];
            if (point.Step >= fromStep && point.Step <= toStep)
            {
                var ordered = new OrderedPoint(point, (piece.Number * SeriesChunk.Capacity) + i);
                isSorted &= waiting.Count == 0 || waiting[^1].CompareTo(ordered) <= 0;
                waiting.Add(ordered);
            }
        }

        if (!isSorted)
        {
            waiting.Sort();
        }
    }

    private static int CountBelow(long step, List<OrderedPoint> waiting)
    {
        int count = 0;
        while (count < waiting.Count && waiting[count].Point.Step < step)
        {
            count++;
        }

        return count;
    }

    private readonly record struct Piece(long Number, long MinStep) : IComparable<Piece>
    {
        public int CompareTo(Piece other) => (MinStep, Number).CompareTo((other.MinStep, other.Number));
    }

    private readonly record struct OrderedPoint(SeriesPoint Point, long Place) : IComparable<OrderedPoint>
    {
        public int CompareTo(OrderedPoint other) => Point.Step != other.Point.Step
            ? Point.Step.CompareTo(other.Point.Step)
            : Place.CompareTo(other.Place);
    }
}
