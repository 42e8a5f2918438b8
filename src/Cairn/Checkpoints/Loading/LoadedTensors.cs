using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Planes;
using Cairn.Checkpoints.Safetensors;
using Cairn.IO;

namespace Cairn.Checkpoints.Loading;

/// <summary>A group of tensors in memory, as the verified image of its safetensors file. Not thread-safe.</summary>
internal sealed class LoadedTensors : IDisposable
{
    private readonly FileImage _image;
    private readonly SafetensorsLayout _layout;
    private readonly string _path;
    private bool _isDisposed;

    private LoadedTensors(FileImage image, string path)
    {
        (_image, _path) = (image, path);
        _layout = SafetensorsLayout.Read(image, path);
        Infos = [.. _layout.Places.Select(place => place.Tensor)];
    }

    public IReadOnlyList<TensorInfo> Infos { get; }

    /// <exception cref="CheckpointIntegrityException">The file is not what was written.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LoadedTensors Read(IFileSystem files, SegmentPool pool, string path, ManifestFile file)
    {
        FileImage image = ReadImage(files, pool, path, file);
        try
        {
            return new LoadedTensors(image, path);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>The safetensors file itself, without compression.</summary>
    /// <exception cref="CheckpointIntegrityException">The file is not what was written.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileImage ReadImage(IFileSystem files, SegmentPool pool, string path, ManifestFile file)
    {
        FileImage image = TensorFile.ReadVerified(files, pool, path, file);
        if (file.RawBytes is not { } rawBytes)
        {
            return image;
        }

        using (image)
        {
            return PlaneDecompression.Decompress(pool, image, rawBytes, path);
        }
    }

    /// <exception cref="CheckpointException">The tensors are not the target's.</exception>
    public void Check(ITensorState target)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(LoadedCheckpoint));
        TensorDifferences.ThrowIfAny(target.Tensors, _layout, _path);
    }

    public void Put(ITensorState target) => TensorImage.Put(_image, _layout, target, _path);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _image.Dispose();
        }
    }
}
