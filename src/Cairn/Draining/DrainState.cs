namespace Cairn.Draining;

/// <summary>What a turn of draining came to. The order is that of urgency.</summary>
internal enum DrainState
{
    /// <summary>Everything that there is was moved.</summary>
    CaughtUp,

    /// <summary>Something could not be moved now; trying again at once is of no use.</summary>
    Failed,

    /// <summary>There is more to move at once.</summary>
    More,
}
