using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Checkpoints;

public sealed class ForeignReaderTests : IDisposable
{
    private static readonly Dictionary<string, Array> Saved = new()
    {
        ["β \"q\"\n"] = new[,] { { 0.5f, -1.5f, 3f } },
        ["d"] = new[] { 1e300 },
        ["h"] = new[] { (Half)0.25 },
        ["mask"] = new[] { true, false },
        ["none"] = new int[0, 3],
        ["long"] = new[] { long.MinValue, 1 },
    };

    private readonly TempFolder _folder = new();
    private readonly SegmentPool _pool = new();

    private string FilePath => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();

    [RequiresPython]
    public void Python_reads_what_Cairn_wrote()
    {
        using FileImage image = TensorImage.Take(_pool, new TensorArrays(Saved));
        byte[] bytes = new byte[image.Length];
        image.Read(0, bytes);
        File.WriteAllBytes(FilePath, bytes);

        JsonObject tensors = JsonNode.Parse(PythonSafetensors.Read(FilePath))!.AsObject();

        Assert.Equal(
            ["d", "long", "none", "β \"q\"\n", "h", "mask"], tensors.Select(tensor => tensor.Key));
        Assert.Equal("""["F32",[1,3],[0.5,-1.5,3.0]]""", tensors["β \"q\"\n"]!.ToJsonString());
        Assert.Equal("""["F64",[1],[1e+300]]""", tensors["d"]!.ToJsonString());
        Assert.Equal("""["F16",[1],[0.25]]""", tensors["h"]!.ToJsonString());
        Assert.Equal("""["BOOL",[2],[true,false]]""", tensors["mask"]!.ToJsonString());
        Assert.Equal("""["I32",[0,3],[]]""", tensors["none"]!.ToJsonString());
        Assert.Equal("""["I64",[2],[-9223372036854775808,1]]""", tensors["long"]!.ToJsonString());
    }

    [RequiresPython]
    public void Cairn_reads_what_Python_wrote()
    {
        PythonSafetensors.Write(FilePath);
        byte[] bytes = File.ReadAllBytes(FilePath);
        using var image = new FileImage(_pool, bytes.Length);
        image.Write(0, bytes);
        var layout = SafetensorsLayout.Read(image, FilePath);

        Assert.Equal(
            ["β F32 [2, 2]", "step I64 []", "none F64 [0, 4]", "\"mask\" Bool [3]"],
            layout.Places.Select(place => $"{place.Tensor}"));
        Assert.Equal([0.5f, -1.5f, 3e38f, 1e-45f], MemoryMarshal.Cast<byte, float>(Bytes("β")).ToArray());
        Assert.Equal([-7L], MemoryMarshal.Cast<byte, long>(Bytes("step")).ToArray());
        Assert.Equal([1, 0, 1], Bytes("\"mask\""));

        byte[] Bytes(string name)
        {
            TensorPlace place = layout.Find(name)!.Value;
            return bytes[(int)place.Offset..(int)place.End];
        }
    }
}
