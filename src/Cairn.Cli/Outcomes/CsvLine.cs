namespace Cairn.Cli.Outcomes;

/// <summary>A record of a CSV file.</summary>
/// <param name="Number">The line that it begins on, from 1.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
/// <param name="IsBroken">Whether a quoted field of it never ends.</param>
internal readonly record struct CsvLine(long Number, IReadOnlyList<string> Fields, bool IsBroken)
{
    public bool IsBlank => Fields.All(string.IsNullOrWhiteSpace);
}
