using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.IO;

/// <summary>What every <see cref="IFileSystem"/> keeps, on names, locks and open files.</summary>
public abstract class FileSystemContract : IDisposable
{
    private readonly TempFolder _folder = new();
    private IFileSystem? _files;

    private IFileSystem Files => _files ??= CreateFileSystem();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Appended_bytes_are_read_back()
    {
        using IDurableFile file = Files.Open(_folder["a"], FileIntent.CreateNew);
        file.Append("hello "u8);
        file.Append("world"u8);
        file.Sync();

        Assert.Equal(11, file.Length);
        Assert.Equal(11, Files.FileLength(_folder["a"]));
        Assert.Equal("world"u8, ReadAll(file, 6));
    }

    [Fact]
    public void A_read_behind_the_end_is_short()
    {
        using IDurableFile file = Files.Open(_folder["a"], FileIntent.CreateNew);
        file.Append("abc"u8);

        Assert.Equal(1, file.Read(2, new byte[10]));
        Assert.Equal(0, file.Read(3, new byte[10]));
        Assert.Equal(0, file.Read(1000, new byte[10]));
    }

    [Fact]
    public void Append_intent_goes_on_behind_what_is_there()
    {
        Write("a", "abc"u8);
        using (IDurableFile file = Files.Open(_folder["a"], FileIntent.Append))
        {
            Assert.Equal(3, file.Length);
            file.Append("def"u8);
        }
        Assert.Equal("abcdef", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void Append_intent_creates_a_missing_file()
    {
        Files.Open(_folder["a"], FileIntent.Append).Dispose();
        Assert.True(Files.FileExists(_folder["a"]));
    }

    [Fact]
    public void Replace_intent_empties_the_file()
    {
        Write("a", "abc"u8);
        using IDurableFile file = Files.Open(_folder["a"], FileIntent.Replace);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void CreateNew_intent_refuses_an_existing_file_and_leaves_it()
    {
        Write("a", "abc"u8);
        Assert.ThrowsAny<IOException>(() => Files.Open(_folder["a"], FileIntent.CreateNew));
        Assert.Equal("abc", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void Read_intent_refuses_a_missing_file() =>
        Assert.ThrowsAny<IOException>(() => Files.Open(_folder["a"], FileIntent.Read));

    [Fact]
    public void Append_to_a_file_opened_to_read_is_an_IOException()
    {
        Write("a", "abc"u8);
        using IDurableFile file = Files.Open(_folder["a"], FileIntent.Read);
        Assert.ThrowsAny<IOException>(() => file.Append("d"u8));
        Assert.Equal(3, file.Length);
    }

    [Fact]
    public void A_folder_opened_as_a_file_is_an_IOException()
    {
        Files.CreateDirectory(_folder["d"]);
        Assert.ThrowsAny<IOException>(() => Files.Open(_folder["d"], FileIntent.Append));
    }

    [Fact]
    public void Truncate_takes_the_tail_back()
    {
        using IDurableFile file = Files.Open(_folder["a"], FileIntent.CreateNew);
        file.Append("abcdef"u8);
        file.Truncate(2);
        file.Append("X"u8);

        Assert.Equal("abX"u8, ReadAll(file, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Truncate(4));
    }

    [Fact]
    public void A_reader_sees_what_an_open_writer_has_appended()
    {
        using IDurableFile writer = Files.Open(_folder["a"], FileIntent.CreateNew);
        writer.Append("abc"u8);
        using IDurableFile reader = Files.Open(_folder["a"], FileIntent.Read);
        Assert.Equal("abc"u8, ReadAll(reader, 0));
    }

    [Fact]
    public void Lists_are_full_paths_in_ordinal_order()
    {
        foreach (string name in (string[])["b.seg", "a.seg", "B.seg", ".hidden.seg", "a.txt"])
        {
            Write(name, "x"u8);
        }

        Files.CreateDirectory(_folder["z"]);
        Files.CreateDirectory(_folder["Y"]);

        Assert.Equal(
            [_folder[".hidden.seg"], _folder["B.seg"], _folder["a.seg"], _folder["b.seg"]],
            Files.ListFiles(_folder.Path, "*.seg"));
        Assert.Equal([_folder["Y"], _folder["z"]], Files.ListDirectories(_folder.Path));
    }

    [Fact]
    public void Lists_of_a_missing_folder_are_empty()
    {
        Assert.Empty(Files.ListFiles(_folder["none"], "*"));
        Assert.Empty(Files.ListDirectories(_folder["none"]));
    }

    [Fact]
    public void The_length_of_a_missing_file_is_an_IOException() =>
        Assert.ThrowsAny<IOException>(() => Files.FileLength(_folder["none"]));

    [Fact]
    public void Move_puts_a_file_in_the_place_of_another()
    {
        Write("a", "new"u8);
        Write("b", "old"u8);
        Files.Move(_folder["a"], _folder["b"]);
        Files.SyncDirectory(_folder.Path);

        Assert.False(Files.FileExists(_folder["a"]));
        Assert.Equal("new", File.ReadAllText(_folder["b"]));
    }

    [Fact]
    public void Move_takes_a_folder_with_all_it_holds()
    {
        Files.CreateDirectory(_folder["d/e"]);
        Files.Move(_folder["d"], _folder["f"]);
        Assert.True(Files.DirectoryExists(_folder["f/e"]));
        Assert.False(Files.DirectoryExists(_folder["d"]));
    }

    [Fact]
    public void Move_never_takes_the_place_of_a_folder()
    {
        Files.CreateDirectory(_folder["d"]);
        Files.CreateDirectory(_folder["empty"]);
        Write("a", "x"u8);

        Assert.ThrowsAny<IOException>(() => Files.Move(_folder["d"], _folder["empty"]));
        Assert.ThrowsAny<IOException>(() => Files.Move(_folder["a"], _folder["empty"]));
        Assert.True(Files.DirectoryExists(_folder["d"]));
        Assert.True(Files.FileExists(_folder["a"]));
    }

    [Fact]
    public void Move_of_a_folder_onto_a_file_or_of_nothing_is_an_IOException()
    {
        Files.CreateDirectory(_folder["d"]);
        Write("a", "x"u8);

        Assert.ThrowsAny<IOException>(() => Files.Move(_folder["d"], _folder["a"]));
        Assert.ThrowsAny<IOException>(() => Files.Move(_folder["none"], _folder["b"]));
    }

    [Fact]
    public void Deleting_is_done_when_nothing_is_there()
    {
        Write("a", "x"u8);
        Files.CreateDirectory(_folder["d/e/f"]);
        for (int i = 0; i < 2; i++)
        {
            Files.DeleteFile(_folder["a"]);
            Files.DeleteFile(_folder["none/a"]);
            Files.DeleteDirectory(_folder["d"]);
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Sync_of_a_missing_folder_is_an_IOException()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.ThrowsAny<IOException>(() => Files.SyncDirectory(_folder["none"]));
        }
    }

    [Fact]
    public void Free_space_is_known() => Assert.True(Files.FreeBytes(_folder.Path) > 0);

    [Fact]
    public void A_second_lock_is_refused_until_the_first_is_freed()
    {
        using (IFileLock? first = Files.TryLock(_folder["lock"]))
        {
            Assert.NotNull(first);
            Assert.Null(Files.TryLock(_folder["lock"]));
        }
        Assert.True(Files.FileExists(_folder["lock"]));
        using IFileLock? next = Files.TryLock(_folder["lock"]);
        Assert.NotNull(next);
    }

    [Fact]
    public void Of_many_who_try_at_a_time_one_gets_the_lock()
    {
        for (int round = 0; round < 20; round++)
        {
            using var start = new Barrier(4);
            var locks = new IFileLock?[4];
            Thread[] threads = locks.Select((_, i) => new Thread(() =>
            {
                start.SignalAndWait();
                locks[i] = Files.TryLock(_folder["lock"]);
            })).ToArray();
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());

            Assert.Single(locks, l => l is not null);
            Array.ForEach(locks, l => l?.Dispose());
        }
    }

    [Fact]
    public void A_lock_in_a_missing_folder_is_an_IOException() =>
        Assert.ThrowsAny<IOException>(() => Files.TryLock(_folder["none/lock"]));

    private protected abstract IFileSystem CreateFileSystem();

    private static byte[] ReadAll(IDurableFile file, long offset)
    {
        byte[] buffer = new byte[file.Length - offset];
        Assert.Equal(buffer.Length, file.Read(offset, buffer));
        return buffer;
    }

    private void Write(string name, ReadOnlySpan<byte> data)
    {
        using IDurableFile file = Files.Open(_folder[name], FileIntent.CreateNew);
        file.Append(data);
    }
}
