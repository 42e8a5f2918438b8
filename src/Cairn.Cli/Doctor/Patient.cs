using Cairn.Storage;

namespace Cairn.Cli.Doctor;

/// <summary>The store under examination. Opened once, by the first check that reads it.</summary>
internal sealed class Patient(CliCall call) : IDisposable
{
    private IRunStore? _store;

    public string Folder { get; } = Path.GetFullPath(call.Folder);

    public DateTimeOffset Now => call.Now;

    public bool Exists => Directory.Exists(Folder);

    public IRunStore Store => _store ??= call.OpenStore();

    public void Dispose() => _store?.Dispose();

    /// <summary>The one value that a query gives.</summary>
    public object? Ask(string sql) => Store.Query(sql).Rows[0][0];
}
