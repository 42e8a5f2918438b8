namespace Cairn.Checkpoints;

/// <summary>A checkpoint could not be saved, found or used; what was there before is untouched.</summary>
public class CheckpointException : CairnException
{
    internal CheckpointException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>
    /// <c>checkpoint.missing</c>, <c>checkpoint.io</c>, <c>checkpoint.full</c>, <c>checkpoint.mismatch</c>,
    /// <c>checkpoint.busy</c>, <c>checkpoint.kept</c>, <c>checkpoint.labels</c>, <c>checkpoint.golden</c> or
    /// <c>checkpoint.damaged</c>.
    /// </summary>
    public override string Code { get; }
}
