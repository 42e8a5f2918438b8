using Cairn.CrashHost;

// A process that exists to be killed. It says on standard output what it was promised, so that whoever kills it can
// hold the store to it.
return args switch
{
    ["log", var store, var threads] => EndlessLogging.Run(store, int.Parse(threads)),
    ["sync", var store, var rounds] => SyncedLogging.Run(store, int.Parse(rounds)),
    ["hold", var store] => Holding.Run(store),
    ["files", var scenario, var target] => FileScenarios.Run(scenario, target),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: log STORE THREADS | sync STORE ROUNDS | hold STORE | files SCENARIO TARGET");
    return 2;
}
