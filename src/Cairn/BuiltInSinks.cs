using Cairn.Draining;
using Cairn.Sinks;

namespace Cairn;

/// <summary>The sinks that a tracker has, as its options say.</summary>
internal static class BuiltInSinks
{
    public static SinkOpener For(StorePlaces places, CairnOptions options) => throw new NotImplementedException();
}
