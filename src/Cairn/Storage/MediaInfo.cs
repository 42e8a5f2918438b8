namespace Cairn.Storage;

/// <summary>Something to look at in a run, without its content.</summary>
/// <param name="Id">Grows with time within a store.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As <c>gradients/encoder</c>; several have one name at different steps.</param>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="TimeUtc">When it was recorded.</param>
/// <param name="Bytes">Size of the content.</param>
public sealed record MediaInfo(
    long Id, MediaKind Kind, string Name, long Step, DateTimeOffset TimeUtc, long Bytes);
