namespace Cairn.Callbacks;

/// <summary>When callbacks are called.</summary>
internal enum CallbackHook
{
    TrainingStart,
    BatchEnd,
    EpochEnd,
    TrainingEnd,
}
