namespace Cairn;

/// <summary>Which part of Cairn is in trouble.</summary>
public enum CairnFailureKind
{
    /// <summary>The journal cannot grow; records are refused.</summary>
    Journal,

    /// <summary>The store cannot be written; records wait in the journal.</summary>
    Store,

    /// <summary>The log files cannot be written; their lines wait in the journal.</summary>
    LogFiles,

    /// <summary>The disk does not confirm that it holds the journal.</summary>
    Durability,

    /// <summary>Parts of a journal are damaged; what is left was stored.</summary>
    Damage,

    /// <summary>A checkpoint could not be saved, copied to the backup, or cleared away; older ones are kept.</summary>
    Checkpoints,

    /// <summary>Runs cannot be sent to MLflow now; they stay in the store and are sent later.</summary>
    Mlflow,
}
