namespace Cairn.Tests.Toto.Training;

/// <summary>A clock that moves on by a second whenever it is read.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _seconds++;
}
