using System.Runtime.InteropServices;

namespace Cairn.Recording;

/// <summary>How probable a model held an action, as it lies in the journal: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct LabelProbability(uint label, double probability)
{
    public readonly uint Label = label;
    public readonly double Probability = probability;
}
