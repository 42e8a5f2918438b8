using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Toto.Training.Resuming;

/// <summary>What must be the same on both sides of an interruption: the options and the bars. Immutable.</summary>
internal sealed class TrainingSetup(TotoOptions options, OhlcvSeries series)
{
    private readonly Lazy<string> _digest = new(() => Digest(series));

    public int Epochs => options.Epochs;

    public int Bars => series.Count;

    /// <summary>SHA-256 of times, prices and volumes. The symbol is not in it: files are renamed.</summary>
    public string BarsDigest => _digest.Value;

    /// <summary>All settings that a result depends on; the number of threads is none.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Settings =>
        options.ToParameters().Where(setting => setting.Key != "threads");

    private static string Digest(OhlcvSeries series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DateTime time in series.Times)
        {
            hash.AppendData(BitConverter.GetBytes(time.Ticks));
        }

        hash.AppendData(MemoryMarshal.AsBytes(series.Open));
        hash.AppendData(MemoryMarshal.AsBytes(series.High));
        hash.AppendData(MemoryMarshal.AsBytes(series.Low));
        hash.AppendData(MemoryMarshal.AsBytes(series.Close));
        hash.AppendData(MemoryMarshal.AsBytes(series.Volume));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
