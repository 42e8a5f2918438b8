namespace Cairn.Cli.Doctor;

/// <summary>One question that `cairn doctor` asks of a store.</summary>
internal sealed record Check(string Name, Func<Patient, Finding> Examine);
