namespace Cairn.Checkpoints;

/// <summary>How much of a checkpoint is looked at.</summary>
public enum VerificationDepth
{
    /// <summary>The manifest with its digest, and the presence and length of every file: some file accesses.</summary>
    Quick,

    /// <summary>Every byte of every file, by its SHA-256: as long as reading and digesting takes.</summary>
    Full,
}
