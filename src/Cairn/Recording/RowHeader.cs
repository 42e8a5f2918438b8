using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>
/// The fixed fields of a row as it lies in the journal: 24 bytes, followed by <see cref="RowValue"/>s.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RowHeader
{
    public long TimeMs;
    public long Step;
    public int Count;
    private readonly int _unused;
}
