namespace Cairn.Mlflow.Sync;

/// <summary>Questions to a target that may be gone as a whole, as a database that somebody deleted. Stateless.</summary>
internal static class MaybeGone
{
    /// <summary>Null also where there is nothing to ask any more.</summary>
    public static T? Ask<T>(Func<T?> question)
        where T : class
    {
        try
        {
            return question();
        }
        catch (MlflowException error) when (error.Code == "mlflow.missing")
        {
            return null;
        }
    }
}
