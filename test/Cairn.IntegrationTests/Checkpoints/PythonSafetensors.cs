using Cairn.IntegrationTests.IO;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>
/// Safetensors in Python's standard library, written from the format's description and not from Cairn's code: its own
/// package cannot be had everywhere.
/// </summary>
internal static class PythonSafetensors
{
    private const string Reader = """
        import json, struct, sys
        codes = {"F64": "d", "F32": "f", "F16": "e", "I64": "q", "U64": "Q", "I32": "i", "U32": "I",
                 "I16": "h", "U16": "H", "BF16": "H", "I8": "b", "U8": "B", "BOOL": "?"}
        with open(sys.argv[1], "rb") as file:
            content = file.read()
        length, = struct.unpack_from("<Q", content)
        header = json.loads(content[8:8 + length])
        data = content[8 + length:]
        assert (8 + length) % 8 == 0 and header.pop("__metadata__")["format"] == "cairn"
        tensors, end = {}, 0
        for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
            begin, stop = tensor["data_offsets"]
            code, count = codes[tensor["dtype"]], 1
            for size in tensor["shape"]:
                count *= size
            assert begin == end and stop - begin == count * struct.calcsize(code), name
            assert begin % struct.calcsize(code) == 0, name
            tensors[name] = [tensor["dtype"], tensor["shape"], struct.unpack(f"<{count}{code}", data[begin:stop])]
            end = stop
        assert end == len(data)
        print(json.dumps(tensors))
        """;

    private const string Writer = """
        import json, struct, sys
        tensors = {"β": ("F32", [2, 2], struct.pack("<4f", 0.5, -1.5, 3e38, 1e-45)),
                   "step": ("I64", [], struct.pack("<q", -7)),
                   "none": ("F64", [0, 4], b""),
                   "\"mask\"": ("BOOL", [3], bytes([1, 0, 1]))}
        header, data = {"__metadata__": {"format": "pt"}}, b""
        for name, (dtype, shape, content) in tensors.items():
            header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
            data += content
        text = json.dumps(header, indent=1).encode()
        with open(sys.argv[1], "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + data)
        """;

    /// <summary>All tensors of a file as JSON: type, shape and values by name.</summary>
    public static string Read(string path) => Run(Reader, path);

    /// <summary>Writes a file with 'β', 'step', 'none' and '"mask"'.</summary>
    public static void Write(string path) => Run(Writer, path);

    private static string Run(string script, string path)
    {
        var run = ChildProcess.Run("python3", ["-c", script, path]);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }
}
