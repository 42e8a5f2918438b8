using Cairn.Checkpoints.Loading;
using Cairn.Statistics;

namespace Cairn.Checkpoints.Golden;

/// <summary>A profile as a tensor of its bytes: <c>profile</c> U8 [bytes]. Stateless.</summary>
internal static class ProfileTensor
{
    private const string Name = "profile";

    public static ITensorState Of(InputProfile profile) => Of(profile.ToBytes());

    /// <summary>Null when it is no profile that this version knows.</summary>
    public static InputProfile? Read(LoadedTensors tensors)
    {
        if (tensors.Infos is not [{ Name: Name, Type: TensorType.U8, Shape: [> 0 and < int.MaxValue] } info])
        {
            return null;
        }

        byte[] bytes = new byte[info.Bytes];
        ITensorState state = Of(bytes);
        tensors.Check(state);
        tensors.Put(state);
        return InputProfile.TryRead(bytes, out InputProfile profile) ? profile : null;
    }

    private static TensorArrays Of(byte[] bytes) => new([new(Name, bytes)]);
}
