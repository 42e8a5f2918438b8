using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn;

/// <summary>Opens a store for reading, beside whoever writes to it.</summary>
public static class RunStore
{
    /// <summary>
    /// Opens the store in a folder. What dead processes left in their journals is not in it before somebody recovers
    /// it:
    /// see <see cref="CairnTracker.Recover"/>.
    /// </summary>
    /// <param name="folder">The store's folder. Default: the environment's <c>CAIRN_STORE</c>, else
    /// <c>cairn</c>.</param>
    /// <exception cref="StoreUnavailableException">
    /// There is none yet, it is newer than this version, damaged, locked or no store.
    /// </exception>
    public static IRunStore Open(string? folder = null) => new SqliteRunStore(folder ?? CairnOptions.DefaultStore);
}
