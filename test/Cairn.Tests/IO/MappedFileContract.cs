using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.IO;

/// <summary>What every <see cref="IMappedFile"/> keeps.</summary>
public abstract unsafe class MappedFileContract : IDisposable
{
    private const int Capacity = 100_000; // more than one page, and not a multiple of any page size

    private readonly TempFolder _folder = new();
    private IFileSystem? _files;

    private IFileSystem Files => _files ??= CreateFileSystem();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_new_mapping_is_all_zeros()
    {
        using IMappedFile mapped = Files.CreateMapped(_folder["m"], Capacity);
        Assert.Equal(Capacity, mapped.CapacityBytes);
        Assert.Equal(Capacity, Files.FileLength(_folder["m"]));
        Assert.Equal(-1, new ReadOnlySpan<byte>(mapped.Memory, Capacity).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Stores_are_seen_by_readers_of_the_file_and_outlive_the_mapping()
    {
        using (IMappedFile mapped = Files.CreateMapped(_folder["m"], Capacity))
        {
            "first"u8.CopyTo(new Span<byte>(mapped.Memory, Capacity));
            "last"u8.CopyTo(new Span<byte>(mapped.Memory + Capacity - 4, 4));
            using IDurableFile reader = Files.Open(_folder["m"], FileIntent.Read);
            byte[] buffer = new byte[5];
            Assert.Equal(5, reader.Read(0, buffer));
            Assert.Equal("first"u8, buffer);
            mapped.Sync();
        }
        Assert.Equal("last"u8, File.ReadAllBytes(_folder["m"]).AsSpan(Capacity - 4));
    }

    [Fact]
    public void Read_copies_what_memory_holds_and_is_short_at_the_end()
    {
        using IMappedFile mapped = Files.CreateMapped(_folder["m"], Capacity);
        mapped.Memory[Capacity - 1] = 7;
        byte[] buffer = new byte[10];

        Assert.Equal(1, mapped.Read(Capacity - 1, buffer));
        Assert.Equal(7, buffer[0]);
        Assert.Equal(0, mapped.Read(Capacity, buffer));
        Assert.Equal(0, mapped.Read(Capacity + 1000L, buffer));
    }

    [Fact]
    public void Warming_changes_no_byte_before_the_range()
    {
        using IMappedFile mapped = Files.CreateMapped(_folder["m"], Capacity);
        var written = new Span<byte>(mapped.Memory, 5000);
        written.Fill(0xAB);
        mapped.Warm(5000, Capacity);
        mapped.Warm(Capacity, Capacity);

        Assert.Equal(-1, written.IndexOfAnyExcept((byte)0xAB));
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Warm(0, Capacity + 1));
    }

    [Fact]
    public void An_existing_file_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_folder["m"], "mine");
        Assert.ThrowsAny<IOException>(() => Files.CreateMapped(_folder["m"], Capacity));
        Assert.Equal("mine", File.ReadAllText(_folder["m"]));
    }

    [Fact]
    public void More_than_the_volume_holds_is_an_IOException_and_leaves_nothing()
    {
        Assert.ThrowsAny<IOException>(() => Files.CreateMapped(_folder["m"], 1L << 60));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_file_is_cut_after_the_mapping_is_gone()
    {
        Files.CreateMapped(_folder["m"], Capacity).Dispose();
        using IDurableFile file = Files.Open(_folder["m"], FileIntent.Append);
        file.Truncate(10);
        Assert.Equal(10, Files.FileLength(_folder["m"]));
    }

    [Fact]
    public void Disposing_twice_is_harmless()
    {
        IMappedFile mapped = Files.CreateMapped(_folder["m"], Capacity);
        mapped.Dispose();
        mapped.Dispose();
    }

    private protected abstract IFileSystem CreateFileSystem();
}
