using Cairn.CrashHost;

// A process that exists to be killed. It says on standard output what it was promised, so that whoever kills it can
// hold the store to it.
return args switch
{
    ["log", var store, var threads] => EndlessLogging.Run(store, int.Parse(threads)),
    ["predict", var store, var threads] => PredictionLogging.Run(store, int.Parse(threads)),
    ["sync", var store, var rounds] => SyncedLogging.Run(store, int.Parse(rounds)),
    ["hold", var store] => Holding.Run(store),
    ["files", var scenario, var target] => FileScenarios.Run(scenario, target),
    ["mlflow", var uri, var key] => MlflowLogging.Run(uri, key),
    ["save", var store, var count] => CheckpointSaving.Run(store, int.Parse(count)),
    ["checkpoint", var store, var scenario, var at, "before"] => CheckpointScenarios.Run(store, scenario, int.Parse(at)),
    ["checkpoint", var store, var scenario, var at, "halfway"] => CheckpointScenarios.Run(store, scenario, int.Parse(at), true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: log STORE THREADS | predict STORE THREADS | sync STORE ROUNDS | hold STORE | files SCENARIO TARGET | "
        + "mlflow URI KEY | save STORE COUNT | checkpoint STORE SCENARIO CHANGE before|halfway");
    return 2;
}
