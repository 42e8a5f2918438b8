namespace Cairn.Cli.Doctor;

/// <summary>What a check found, and what to do about it.</summary>
internal sealed record Finding(Verdict Verdict, string Text, string? NextStep = null)
{
    public static Finding Ok(string text) => new(Verdict.Ok, text);

    public static Finding Warn(string text, string nextStep) => new(Verdict.Warn, text, nextStep);

    public static Finding Fail(string text, string nextStep) => new(Verdict.Fail, text, nextStep);
}
