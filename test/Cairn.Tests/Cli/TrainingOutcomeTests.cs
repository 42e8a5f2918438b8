using Cairn.Cli;
using Cairn.Cli.Training;

namespace Cairn.Tests.Cli;

public sealed class TrainingOutcomeTests
{
    [Theory]
    [InlineData(0.2, new[] { "20.0% less squared error than repeating the last close" })]
    [InlineData(
        0.039,
        new[]
        {
            "3.9% less squared error than repeating the last close",
            "so little may be chance: the best epoch was chosen on these same bars",
        })]
    [InlineData(-0.25, new[] { "none: repeating the last close is better, its squared error 20.0% smaller" })]
    public void Skill_is_called_what_it_is(double skill, string[] lines) =>
        Assert.Equal(lines, SkillText.Lines(skill));

    [Fact]
    public void Trouble_with_one_cause_is_one_line()
    {
        var error = new StringWriter();
        var lines = new FailureLines(error);
        lines.Tell(new CairnFailure(CairnFailureKind.Journal, "The journal\ncannot grow."));
        lines.Tell(new CairnFailure(CairnFailureKind.Store, "The lock cannot be taken."));
        lines.Tell(new CairnFailure(CairnFailureKind.Journal, "The journal grows again.", IsRecovered: true));
        lines.Tell(new CairnFailure(CairnFailureKind.Store, "The store is busy."));

        Assert.Equal(
            ["cairn: The journal\\ncannot grow.", "cairn: The journal grows again.", "cairn: The store is busy."],
            error.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }
}
