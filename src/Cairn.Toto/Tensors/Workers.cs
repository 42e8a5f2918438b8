namespace Cairn.Toto.Tensors;

/// <summary>
/// Runs the parts of a computation on up to a number of threads. How work is cut into parts never depends on that
/// number and every part writes its own outputs, so results are the same to the bit for any number of threads.
/// </summary>
internal sealed class Workers(int threads)
{
    // 4,096 floats are 16 KiB: a few operands fit the L1 cache, and a part costs more than starting it.
    private const int BlockLength = 4096;

    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    public void For(int parts, Action<int> body)
    {
        if (threads == 1 || parts == 1)
        {
            for (int part = 0; part < parts; part++)
            {
                body(part);
            }
        }
        else
        {
            Parallel.For(0, parts, _options, body);
        }
    }

    /// <summary>Calls <paramref name="body"/> with consecutive ranges of elements.</summary>
    public void ForElements(int length, Action<Range> body) => ForBlocks(length, BlockLength, body);

    /// <summary>Calls <paramref name="body"/> with consecutive ranges of rows that have so many columns.</summary>
    public void ForRows(int rows, int columns, Action<Range> body) =>
        ForBlocks(rows, Math.Max(1, BlockLength / columns), body);

    private void ForBlocks(int length, int blockLength, Action<Range> body) =>
        For((length + blockLength - 1) / blockLength, block =>
        {
            int start = block * blockLength;
            body(start..Math.Min(start + blockLength, length));
        });
}
