using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>The way through all training windows in random order, batch by batch. Not thread-safe.</summary>
internal sealed class EpochPass
{
    private readonly int[] _order;
    private readonly int _batchSize;

    /// <summary>Draws the order; the same state of <paramref name="random"/> gives the same one.</summary>
    public EpochPass(int windows, int batchSize, DeterministicRandom random)
    {
        RandomBefore = random.State;
        _order = [.. Enumerable.Range(0, windows)];
        random.Shuffle<int>(_order);
        _batchSize = batchSize;
    }

    /// <summary>The state that the order was drawn from.</summary>
    public RandomState RandomBefore { get; }

    public int Batches => BatchesOf(_order.Length, _batchSize);

    /// <summary>How many were learned from.</summary>
    public int Batch { get; private set; }

    /// <summary>Their share of the mean loss over all windows of the epoch.</summary>
    public double Loss { get; private set; }

    /// <summary>How many windows were learned from.</summary>
    public int Windows => Math.Min(Batch * _batchSize, _order.Length);

    public bool IsOver => Batch == Batches;

    /// <summary>The windows to learn from now; none when it is over.</summary>
    public ReadOnlySpan<int> Next => _order.AsSpan(Windows, Math.Min(_batchSize, _order.Length - Windows));

    public static int BatchesOf(int windows, int batchSize) => (windows + batchSize - 1) / batchSize;

    /// <summary>Goes on behind the <see cref="Next"/> ones, which had this mean loss.</summary>
    public void Advance(double loss)
    {
        Loss += loss * Next.Length / _order.Length;
        Batch++;
    }

    /// <summary>Goes to where another pass of the same order was.</summary>
    public void SkipTo(int batch, double loss) => (Batch, Loss) = (batch, loss);
}
