namespace Cairn.Toto.Data;

/// <summary>What a price file held.</summary>
/// <param name="Series">The bars, sound and in order.</param>
/// <param name="Notices">What was found and mended on the way, in the order of finding; empty for a clean file.</param>
public sealed record MarketData(OhlcvSeries Series, IReadOnlyList<DataNotice> Notices);
