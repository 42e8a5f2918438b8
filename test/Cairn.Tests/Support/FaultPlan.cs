namespace Cairn.Tests.Support;

/// <summary>Which operation fails, for how long and how.</summary>
/// <param name="At">How many operations of the chosen kinds pass before one fails: 0 fails the first.</param>
/// <param name="Kinds">The operations that are counted and may fail.</param>
/// <param name="FromThenOn">All later ones of the chosen kinds fail too, as on a disk that has died.</param>
/// <param name="TornBytes">How many bytes of a failing append still reach the file.</param>
/// <param name="Error">Makes the exception from operation and path; without it a fitting one is thrown.</param>
internal sealed record FaultPlan(
    int At,
    FileOperations Kinds = FileOperations.All,
    bool FromThenOn = false,
    int TornBytes = 0,
    Func<FileOperations, string, IOException>? Error = null)
{
    public static readonly FaultPlan Never = new(int.MaxValue);
}
