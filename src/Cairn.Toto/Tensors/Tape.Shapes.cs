namespace Cairn.Toto.Tensors;

internal sealed partial class Tape
{
    /// <summary>
    /// <c>[batch, time, channels] → [batch, patches, patchSize · channels]</c>: windows over time, each starting
    /// <paramref name="stride"/> after the one before.
    /// </summary>
    public Tensor Patches(Tensor x, int patchSize, int stride)
    {
        (int batch, int time, int channels) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        int patches = (time - patchSize) / stride + 1, width = patchSize * channels;
        int[] sources = new int[batch * patches];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = (i / patches * time + i % patches * stride) * channels;
        }

        return Gather(x, sources, width, batch, patches, width);
    }

    /// <summary><c>[batch, time, columns] → [batch, columns]</c>: the last time of each.</summary>
    public Tensor Last(Tensor x)
    {
        (int batch, int time, int columns) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        int[] sources = [.. Enumerable.Range(1, batch).Select(b => (b * time - 1) * columns)];
        return Gather(x, sources, columns, batch, columns);
    }

    /// <summary>
    /// <c>[batch, time, parts · heads · size] → [batch · heads, time, size]</c> of one of the parts: queries, keys or
    /// values, a matrix for each head.
    /// </summary>
    public Tensor SplitHeads(Tensor x, int part, int parts, int heads)
    {
        (int batch, int time, int size) = (x.Shape[0], x.Shape[1], x.Shape[2] / (parts * heads));
        int[] sources = new int[batch * heads * time];
        for (int i = 0; i < sources.Length; i++)
        {
            (int b, int head, int t) = (i / (heads * time), i / time % heads, i % time);
            sources[i] = ((b * time + t) * parts + part) * heads * size + head * size;
        }

        return Gather(x, sources, size, batch * heads, time, size);
    }

    /// <summary><c>[batch · heads, time, size] → [batch, time, heads · size]</c>: the heads side by side.</summary>
    public Tensor MergeHeads(Tensor x, int heads)
    {
        (int batch, int time, int size) = (x.Shape[0] / heads, x.Shape[1], x.Shape[2]);
        int[] sources = new int[batch * time * heads];
        for (int i = 0; i < sources.Length; i++)
        {
            (int b, int t, int head) = (i / (time * heads), i / heads % time, i % heads);
            sources[i] = ((b * heads + head) * time + t) * size;
        }

        return Gather(x, sources, size, batch, time, heads * size);
    }

    /// <summary>Lines up runs of <paramref name="width"/> elements that begin at <paramref name="sources"/>.</summary>
    private Tensor Gather(Tensor x, int[] sources, int width, params int[] shape)
    {
        Tensor y = NewResult(x.Gradient is not null, shape);
        for (int i = 0; i < sources.Length; i++)
        {
            x.Data.AsSpan(sources[i], width).CopyTo(RowOf(y.Data, i, width));
        }

        OnBackward(y, gradient =>
        {
            // In order, because runs may overlap.
            for (int i = 0; i < sources.Length; i++)
            {
                AddTo(x.Gradient.AsSpan(sources[i], width), RowOf(gradient, i, width));
            }
        });
        return y;
    }
}
