using Cairn.IO;

namespace Cairn.IntegrationTests.IO;

/// <summary>The file seam on a volume of 8 MiB that fills up.</summary>
public sealed class FullDiskTests
{
    private const int VolumeMegabytes = 8;
    private const int Megabyte = 1 << 20;

    private static readonly PhysicalFileSystem Files = PhysicalFileSystem.Instance;

    [RequiresTmpfs]
    public void A_mapped_file_that_does_not_fit_is_an_IOException_and_leaves_nothing()
    {
        using var volume = new TmpfsMount(VolumeMegabytes);
        long free = Files.FreeBytes(volume.Path);

        Assert.ThrowsAny<IOException>(() => Files.CreateMapped(volume["segment"], 64L * Megabyte));

        Assert.Empty(Directory.GetFileSystemEntries(volume.Path));
        Assert.Equal(free, Files.FreeBytes(volume.Path));
    }

    [RequiresTmpfs]
    public unsafe void A_mapped_file_keeps_its_room_when_others_fill_the_disk()
    {
        using var volume = new TmpfsMount(VolumeMegabytes);
        using IMappedFile mapped = Files.CreateMapped(volume["segment"], 4 * Megabyte);
        FillUp(volume["filler"]);

        new Span<byte>(mapped.Memory, 4 * Megabyte).Fill(0xAB); // a hole would end the process here
        mapped.Sync();
    }

    [RequiresTmpfs]
    public void An_append_that_does_not_fit_is_an_IOException_and_can_be_taken_back()
    {
        using var volume = new TmpfsMount(VolumeMegabytes);
        using IDurableFile file = Files.Open(volume["file"], FileIntent.CreateNew);
        file.Append(new byte[6 * Megabyte]);

        Assert.ThrowsAny<IOException>(() => file.Append(new byte[4 * Megabyte]));

        Assert.Equal(Files.FileLength(volume["file"]), file.Length);
        Assert.True(file.Length >= 6 * Megabyte);
        file.Truncate(6 * Megabyte);
        file.Append(new byte[Megabyte]);
        file.Sync();
    }

    private static void FillUp(string path)
    {
        using IDurableFile filler = Files.Open(path, FileIntent.CreateNew);
        Action fill = () =>
        {
            while (true)
            {
                filler.Append(new byte[64 * 1024]);
            }
        };
        Assert.ThrowsAny<IOException>(fill);
    }
}
