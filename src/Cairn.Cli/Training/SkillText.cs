namespace Cairn.Cli.Training;

/// <summary>How much a forecast is worth, in words that promise no more than was measured.</summary>
internal static class SkillText
{
    /// <summary>The best of some epochs, on the windows that chose it, looks this good by chance alone.</summary>
    private const double LeastTellingSkill = 0.05;

    public static IEnumerable<string> Lines(double skill)
    {
        yield return skill > 0
            ? $"{skill:0.0%} less squared error than repeating the last close"
            : $"none: repeating the last close is better, its squared error {-skill / (1 - skill):0.0%} smaller";
        if (skill is > 0 and < LeastTellingSkill)
        {
            yield return "so little may be chance: the best epoch was chosen on these same bars";
        }
    }
}
