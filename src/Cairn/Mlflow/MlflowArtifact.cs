namespace Cairn.Mlflow;

/// <summary>A file or folder among the artifacts of a run.</summary>
/// <param name="Path">From the top of the run's artifacts, with <c>/</c>.</param>
/// <param name="IsFolder">Whether it holds others.</param>
/// <param name="Bytes">Size of a file; 0 for a folder.</param>
internal sealed record MlflowArtifact(string Path, bool IsFolder, long Bytes);
