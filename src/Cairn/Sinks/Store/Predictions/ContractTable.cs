using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>How models are judged: the contract that arrived last. Belongs to the draining thread.</summary>
internal sealed class ContractTable(SqliteConnection connection) : IDisposable
{
    /// <summary>More models are forgotten and read again.</summary>
    private const int MaxRemembered = 1000;

    private readonly SqliteStatement _select = new(
        connection, "SELECT contract FROM model_contracts WHERE model = $1");

    private readonly SqliteStatement _write = new(
        connection, "INSERT OR REPLACE INTO model_contracts (model, contract, declared_ms) VALUES ($1, $2, $3)");

    /// <summary>By model; null where nobody said. Bounded by <see cref="MaxRemembered"/>.</summary>
    private readonly Dictionary<string, ModelContract?> _contracts = [];

    /// <summary>The contract of a model; null when nobody said.</summary>
    public ModelContract? Find(string model)
    {
        if (!_contracts.TryGetValue(model, out ModelContract? contract))
        {
            contract = _select.Scalar(model) is string text ? ModelContractJson.TryRead(model, text) : null;
            Remember(model, contract);
        }

        return contract;
    }

    /// <summary>False when the text is no contract; nothing was written then.</summary>
    public bool TryWrite(string model, string text, long declaredMs)
    {
        if (model.Length == 0 || ModelContractJson.TryRead(model, text) is not { } contract)
        {
            return false;
        }

        _write.Run(model, text, declaredMs);
        Remember(model, contract);
        return true;
    }

    public void Dispose()
    {
        _select.Dispose();
        _write.Dispose();
    }

    private void Remember(string model, ModelContract? contract)
    {
        if (_contracts.Count >= MaxRemembered)
        {
            _contracts.Clear();
        }

        _contracts[model] = contract;
    }
}
