using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>One value of a row as it lies in the journal: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct RowValue(uint series, double value)
{
    public readonly uint Series = series;
    private readonly uint _unused;
    public readonly double Value = value;
}
