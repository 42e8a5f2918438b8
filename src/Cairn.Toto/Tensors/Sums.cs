using System.Numerics;

namespace Cairn.Toto.Tensors;

/// <summary>
/// Sums in an order that depends on the length alone. <c>TensorPrimitives</c> is used for element-wise work only: its
/// sums first walk to an aligned address, so their last bits change with where the array happens to lie.
/// </summary>
internal static class Sums
{
    public static float Sum(ReadOnlySpan<float> x)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(x[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(x[i..]) * new Vector<float>(y[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
