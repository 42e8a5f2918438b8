namespace Cairn.IntegrationTests.IO;

/// <summary>
/// A fact that only means something inside a child process that <see cref="ScenarioRun"/> has prepared; elsewhere it is
/// skipped, under CI=true as well, because the test that starts the child stands for it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioAttribute : FactAttribute
{
    public ScenarioAttribute()
    {
        if (ScenarioRun.Folder is null)
            Skip = "Runs in a child process of SyncFaultTests or LockTests.";
    }
}
