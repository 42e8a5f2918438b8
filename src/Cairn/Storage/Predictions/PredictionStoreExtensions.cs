namespace Cairn.Storage;

/// <summary>Short ways to ask a store about predictions.</summary>
public static class PredictionStoreExtensions
{
    /// <summary>How a model did in the last hours; the beginning is rounded down to the hour.</summary>
    /// <param name="store">The store.</param>
    /// <param name="model">The model; figures of one that has not predicted are zero.</param>
    /// <param name="hours">How many hours. Default 24.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static ModelStats GetModelStats(
        this IPredictionStore store, string model, double hours = 24, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadStats(model, (time ?? TimeProvider.System).GetUtcNow().AddHours(-hours));
    }
}
