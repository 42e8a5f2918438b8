using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>The fixed fields of a <see cref="TextRecord"/> as they lie in the journal: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct TextRecordHeader
{
    public uint Run;
    public byte Level;

    /// <summary>How many texts follow, each a 32-bit length and its bytes.</summary>
    public byte TextCount;

    /// <summary>1 when a text was cut to fit into a frame.</summary>
    public ushort Truncated;

    public long TimeMs;
    public long Step;
    public double Value;

    /// <summary>The header of a record of a run that is about no step and no number.</summary>
    public static TextRecordHeader Of(uint run, int level = 0) =>
        new() { Run = run, Level = (byte)level, Step = TextRecord.NoStep, Value = double.NaN };
}
