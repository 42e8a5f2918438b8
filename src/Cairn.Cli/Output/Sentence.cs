namespace Cairn.Cli.Output;

/// <summary>Messages of exceptions as a person should read them.</summary>
internal static class Sentence
{
    /// <summary>Without the parameter's name, which only means something in code.</summary>
    public static string Of(Exception exception)
    {
        string message = exception.Message;
        int tail = message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return exception is ArgumentException && tail > 0 ? message[..tail] : message;
    }
}
