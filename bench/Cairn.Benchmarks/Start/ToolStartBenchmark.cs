using System.Runtime.InteropServices;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Start;

/// <summary>The packed and installed command line against the smallest .NET program, both compiled ahead.</summary>
internal sealed class ToolStartBenchmark : IBenchmark
{
    private const int Runs = 1000;
    private const int Rounds = 15;

    public string Name => "Tool start";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        string tool = InstallTool(folder);
        string hello = PublishHello(folder);
        string store = folder.File("store");
        MakeRuns(store);
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => Timing.Milliseconds(() => Command.Output(tool, "runs", "--store", store)),
            () => Timing.Milliseconds(() => Command.Output(tool, "--version")),
            () => Timing.Milliseconds(() => Command.Output(hello)));
        var floor = new Row(Name, "bare .NET start", samples[2], "ms");
        var own = new Row(Name, "`cairn runs`, 1,000 runs", samples[0], "ms");
        return
        [
            own with { Targets = [Target.Within("a bare start", 5, own.RatioTo(floor))] },
            new Row(Name, "`cairn --version`", samples[1], "ms"),
            floor,
        ];
    }

    private static string InstallTool(TempFolder folder)
    {
        string packages = folder.File("packages");
        string version = $"0.1.0-bench.{DateTime.UtcNow.Ticks}"; // never one that a cache of packages knows
        Command.Output(
            "dotnet", "pack", Path.Combine(Repository.Root, "src", "Cairn.Cli"), "--output", packages,
            "--artifacts-path", folder.File("artifacts"), // another version must not end up in the clone's own
            $"-p:Version={version}",
            $"-p:ToolPackageRuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}",
            $"-p:RuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}");
        Command.Output(
            "dotnet", "tool", "install", "Cairn.Cli", "--version", version, "--tool-path", folder.File("tool"),
            "--source", packages);
        return Path.Combine(folder.File("tool"), "cairn");
    }

    /// <summary>A program that does nothing but greet, with the settings of the tool's project.</summary>
    private static string PublishHello(TempFolder folder)
    {
        string project = Directory.CreateDirectory(folder.File("hello")).FullName;
        File.WriteAllText(Path.Combine(project, "hello.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TieredPGO>false</TieredPGO>
                <PublishReadyToRun>true</PublishReadyToRun>
                <SelfContained>false</SelfContained>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine(\"Hello\");");
        string output = folder.File("hello-published");
        Command.Output(
            "dotnet", "publish", project, "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", output);
        return Path.Combine(output, "hello");
    }

    private static void MakeRuns(string store)
    {
        using var tracker = CairnTracker.Open(store, new CairnOptions { WriteLogFiles = false });
        for (int i = 0; i < Runs; i++)
        {
            using Run run = tracker.StartRun("bench");
            run.Series("train/loss").Log(i, 1.0 / (1 + i));
            run.Complete();
        }
    }
}
