using Cairn.Checkpoints.Layout;
using Cairn.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Cli.Doctor;

/// <summary>The store under examination. Opened once, by the first check that reads it.</summary>
internal sealed class Patient(CliCall call) : IDisposable
{
    private IRunStore? _store;

    public string Folder { get; } = Path.GetFullPath(call.Folder);

    public DateTimeOffset Now => call.Now;

    public bool Exists => Directory.Exists(Folder);

    public IRunStore Store => _store ??= call.Context.OpenStore(Folder);

    public StoreJournals Journals { get; } = new(StoreAccess.Layout(call.Folder));

    public CheckpointLayout Checkpoints { get; } = StoreAccess.Checkpoints(call.Folder);

    public string Database { get; } = StoreAccess.Layout(call.Folder).Database;

    public void Dispose() => _store?.Dispose();

    /// <summary>The one value that a statement gives; the store itself lets nobody ask about its file.</summary>
    public object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of the checks.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
