using System.Security.Cryptography;

namespace Cairn.Checkpoints.Manifest;

/// <summary>
/// The digest of a whole checkpoint: SHA-256 of its manifest, which holds the digests of all other files, with the 64
/// digits of the digest itself taken as zeros. Anyone can check it with a text editor and <c>sha256sum</c>. Stateless.
/// </summary>
internal static class ManifestDigest
{
    public const int Digits = 64;

    /// <summary>What stands where the digest goes, while it is computed.</summary>
    public static readonly string Placeholder = new('0', Digits);

    /// <summary>Of a manifest whose digest begins at <paramref name="position"/>; the manifest is not changed.</summary>
    public static string Of(ReadOnlySpan<byte> manifest, int position)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(manifest[..position]);
        Span<byte> zeros = stackalloc byte[Digits];
        zeros.Fill((byte)'0');
        hash.AppendData(zeros);
        hash.AppendData(manifest[(position + Digits)..]);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
