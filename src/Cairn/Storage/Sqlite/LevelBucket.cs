namespace Cairn.Storage.Sqlite;

/// <summary>A bucket and its place: number <paramref name="Number"/> of a level above the chunks.</summary>
internal readonly record struct LevelBucket(int Level, long Number, SeriesBucket Bucket);
