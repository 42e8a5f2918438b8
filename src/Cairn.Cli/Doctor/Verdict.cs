namespace Cairn.Cli.Doctor;

/// <summary>What came of a check. Only <see cref="Fail"/> makes `cairn doctor` fail.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}
