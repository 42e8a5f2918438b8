using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>
/// A point as it lies in the journal: 24 bytes, which the frame's header of 8 makes half a cache line.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct PointPayload
{
    public uint Series;

    /// <summary>
    /// Milliseconds since the segment began; a point for which this does not fit is recorded as a row.
    /// </summary>
    public int TimeDeltaMs;

    public long Step;
    public double Value;
}
