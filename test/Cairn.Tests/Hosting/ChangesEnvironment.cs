namespace Cairn.Tests.Hosting;

/// <summary>Tests that change the environment of the process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ChangesEnvironment
{
    public const string Name = "Environment";
}
