using Cairn.Cli.Output;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Cli;

/// <summary>Everything that a command touches outside itself. Tests give their own.</summary>
internal sealed class CliContext
{
    public required Terminal Terminal { get; init; }

    public required Func<string, string?> Variable { get; init; }

    /// <summary>Opens the store in a folder that exists.</summary>
    public required Func<string, IRunStore> OpenStore { get; init; }

    /// <summary>Brings what ended processes left into the store of a folder, and tells of trouble.</summary>
    public required Func<string, Action<CairnFailure>, RecoveryReport> Recover { get; init; }

    /// <summary>Opens the store in a folder that exists to look after its checkpoints, and tells of trouble.</summary>
    public Func<string, Action<CairnFailure>, CairnTracker> OpenTracker { get; init; } = StoreAccess.OpenTracker;

    /// <summary>Opens the store in a folder, which is made when it is not there, to bring in runs from elsewhere.</summary>
    public Func<string, Action<CairnFailure>, CairnTracker> OpenForImport { get; init; } = StoreAccess.OpenForImport;

    /// <summary>Opens the MLflow at an address.</summary>
    public Func<string, IMlflowTarget> OpenMlflow { get; init; } = StoreAccess.OpenMlflow;

    /// <summary>Waits; false when the user asked to stop.</summary>
    public required Func<TimeSpan, bool> Wait { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Cancelled when the user asks to stop.</summary>
    public CancellationToken Stop { get; init; }

    public static CliContext ForProcess(CancellationToken stop) => new()
    {
        Terminal = Terminal.ForProcess(),
        Variable = Environment.GetEnvironmentVariable,
        OpenStore = StoreAccess.Open,
        Recover = StoreAccess.Recover,
        Wait = time => !stop.WaitHandle.WaitOne(time),
        Stop = stop,
    };
}
