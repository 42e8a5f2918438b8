namespace Cairn.Storage;

/// <summary>What has to be known of a run to go on with it from a checkpoint.</summary>
/// <param name="Run">The run as it stands in the store.</param>
/// <param name="Journal">The journal that it was last begun in.</param>
/// <param name="BegunMs">When that was, in milliseconds.</param>
/// <param name="Batches">How many batches it had logged at the checkpoint; all of them where the checkpoint's place is
/// not known.</param>
/// <param name="SystemSamples">The step behind the last of its <c>system/</c> series, none of which is taken
/// back.</param>
/// <param name="EndOfSteps">The first step behind all that is kept of its points and media, whatever each series
/// counts.</param>
internal sealed record ResumePoint(
    RunInfo Run, string Journal, long BegunMs, long Batches, long SystemSamples, long EndOfSteps);
