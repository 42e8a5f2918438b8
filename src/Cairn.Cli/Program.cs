namespace Cairn.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        using var stop = new StopSignal();
        return new CommandLine(CliContext.ForProcess(stop.Token)).Run(args);
    }
}
