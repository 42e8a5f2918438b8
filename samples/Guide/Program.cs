using Guide;

// The code of docs/guide, compiled and run: every snippet of the guide stands between #region marks in a file of this
// project. Everything goes into one folder, which is deleted in the end.
string folder = Directory.CreateTempSubdirectory("cairn-guide-").FullName;
Directory.SetCurrentDirectory(folder);
try
{
    GettingStarted.First();
    Recording.All();
    Checkpointing.All();
    WatchingDrift.All();
    WritingTensorBoard.All();
    Reading.All();
    await Recovery.AllAsync();
    TrainingWithToto.All();
    LoggingTraining.All();
    MonitoringTensorBoard.All();
    UsingMlflow.All();
    UsingCallbacks.All();
    await HostingCairn.AllAsync();
    await LoggingPredictions.AllAsync();
    await ResolvingOutcomes.AllAsync();
    await KeepingPredictions.AllAsync();
    Console.WriteLine("Every snippet of the guide ran.");
}
finally
{
    Directory.SetCurrentDirectory(Path.GetTempPath());
    Directory.Delete(folder, recursive: true);
}
