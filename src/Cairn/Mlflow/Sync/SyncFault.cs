namespace Cairn.Mlflow.Sync;

/// <summary>Whose fault it is that a run could not be sent. Stateless.</summary>
internal static class SyncFault
{
    /// <summary>Another run would fail, too. All else is the run's own: its records, its files, what the target thinks of it.</summary>
    public static bool IsOfTarget(Exception error) => IsOutage(error) || error is MlflowException { Code: "mlflow.busy" };

    /// <summary>Certainly no run can be sent now; a busy target may be so with one run alone.</summary>
    public static bool IsOutage(Exception error) => error is MlflowException
    {
        Code: "mlflow.unreachable" or "mlflow.unauthorized" or "mlflow.foreign" or "mlflow.address",
    };
}
