namespace Cairn.Hosting;

/// <summary>
/// What a host settles before it opens a tracker; the tracker's own settings are <see cref="CairnOptions"/>.
/// </summary>
internal sealed class CairnHostOptions
{
    /// <summary>The store's folder as the code named it; null leaves it to configuration and environment.</summary>
    public string? Store { get; set; }
}
