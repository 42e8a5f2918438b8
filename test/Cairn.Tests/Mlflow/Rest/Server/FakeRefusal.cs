namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>An error that the server answers.</summary>
internal sealed class FakeRefusal(int status, string errorCode, string message) : Exception(message)
{
    public int Status => status;

    public string ErrorCode => errorCode;

    public static FakeRefusal Of(string message) => new(400, "INVALID_PARAMETER_VALUE", message);

    public static FakeRefusal Exists(string message) => new(400, "RESOURCE_ALREADY_EXISTS", message);

    public static FakeRefusal Missing(string message) => new(404, "RESOURCE_DOES_NOT_EXIST", message);
}
