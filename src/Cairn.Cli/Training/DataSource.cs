using System.Globalization;
using System.Text.RegularExpressions;
using Cairn.Toto.Data;

namespace Cairn.Cli.Training;

/// <summary>Where prices come from, so that a run can find them again. Immutable.</summary>
/// <param name="Place">The full path of a file, or <c>generated:BARS:SEED</c>.</param>
/// <param name="Repair">Whether bad rows are mended.</param>
internal sealed partial record DataSource(string Place, bool Repair = false)
{
    private const string GeneratedPrefix = "generated:";

    public static DataSource Generated(int bars, int seed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{GeneratedPrefix}{bars}:{seed}"));

    /// <summary>Null when the run does not say where its prices came from.</summary>
    public static DataSource? From(RecordedSettings settings) =>
        settings.Text("data") is { } place ? new DataSource(place, settings.Flag("repair")) : null;

    public IEnumerable<KeyValuePair<string, object?>> ToParameters()
    {
        yield return new("data", Place);
        if (Repair)
        {
            yield return new("repair", true);
        }
    }

    /// <exception cref="CliException">The prices cannot be used.</exception>
    public MarketData Read()
    {
        if (Place.StartsWith(GeneratedPrefix, StringComparison.Ordinal)
            && Place[GeneratedPrefix.Length..].Split(':') is [var bars, var seed])
        {
            return GeneratedMarket.Create(
                int.Parse(bars, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
        }

        DataPolicy policy = Repair ? DataPolicy.Repair : DataPolicy.Error;
        var options = new CsvReadOptions { OnBadRow = policy, OnUnsorted = policy, OnDuplicate = policy };
        try
        {
            return OhlcvCsvReader.Read(Place, options);
        }
        catch (MarketDataException exception)
        {
            throw new CliException(PolicyInCode().Replace(exception.Message, "with --repair"));
        }
    }

    /// <summary>The remedy in the words of <see cref="CsvReadOptions"/>, which nobody can type here.</summary>
    [GeneratedRegex(@"with On\w+ = Repair \(now Error\)")]
    private static partial Regex PolicyInCode();
}
