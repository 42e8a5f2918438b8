namespace Cairn.Storage;

/// <summary>Series that tell of the machine, not of the training.</summary>
internal static class SystemSeries
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "system/";
}
