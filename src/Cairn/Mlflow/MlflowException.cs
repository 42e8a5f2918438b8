namespace Cairn.Mlflow;

/// <summary>MLflow did not do what it was asked for.</summary>
public sealed class MlflowException : CairnException
{
    internal MlflowException(
        string code, string location, string message, bool isTransient, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Location = location;
        IsTransient = isTransient;
    }

    /// <summary>
    /// <c>mlflow.unreachable</c>, <c>mlflow.busy</c>, <c>mlflow.unauthorized</c>, <c>mlflow.refused</c>,
    /// <c>mlflow.missing</c>, <c>mlflow.foreign</c>, <c>mlflow.io</c>, <c>mlflow.source</c> or <c>mlflow.address</c>.
    /// </summary>
    public override string Code { get; }

    /// <summary>Where it is, without user name, password or token.</summary>
    public string Location { get; }

    /// <summary>True when the same call may succeed later without anybody doing something.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asked to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>MLflow's own word for it, as <c>INVALID_PARAMETER_VALUE</c>; empty when there is none.</summary>
    public string ServerCode { get; init; } = "";
}
