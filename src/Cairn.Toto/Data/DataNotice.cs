namespace Cairn.Toto.Data;

/// <summary>One thing that was found in the data and mended.</summary>
/// <param name="Issue">Its kind.</param>
/// <param name="Line">Where, counted from 1; 0 when it is about the whole file.</param>
/// <param name="Message">What was found and what was done, as a sentence.</param>
public sealed record DataNotice(DataIssue Issue, int Line, string Message)
{
    /// <summary>The place and the message.</summary>
    /// <returns>Such as <c>line 12: …</c>.</returns>
    public override string ToString() => Line == 0 ? Message : $"line {Line}: {Message}";
}
