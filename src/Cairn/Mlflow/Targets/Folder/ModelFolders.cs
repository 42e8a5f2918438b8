using System.Globalization;
using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>The registry of models: <c>models/&lt;name&gt;/version-N</c> in <c>mlruns</c>. Not thread-safe.</summary>
internal sealed class ModelFolders(string root, FolderFiles files, TimeProvider time)
{
    private const string VersionPrefix = "version-";

    /// <summary>How MLflow marks a version that was deleted; its number is not given again.</summary>
    private const string DeletedStage = "Deleted_Internal";

    public string Register(MlflowModelRegistration registration, string artifactUri)
    {
        string folder = FolderOf(registration.Model);
        Dictionary<string, string> tags = StartTags.Of(registration);
        List<(long Number, string Folder)> versions = Versions(folder);
        foreach ((long number, string version) in versions)
        {
            string? key = files.ReadText(Path.Join(version, "tags", WellKnownTags.CheckpointKey));
            if (key == tags[WellKnownTags.CheckpointKey] && !IsDeleted(version))
            {
                return number.ToString(CultureInfo.InvariantCulture);
            }
        }

        long next = versions.Select(version => version.Number).DefaultIfEmpty(0).Max() + 1;
        Create(folder, next, registration, artifactUri + ArtifactSuffix.Of(registration), tags);
        return next.ToString(CultureInfo.InvariantCulture);
    }

    public void SetAlias(string model, string alias, string version)
    {
        string folder = FolderOf(model);
        if (Versions(folder).All(there => there.Number.ToString(CultureInfo.InvariantCulture) != version))
        {
            throw LocalFaults.Missing(root, $"{root} has no version {version} of the model '{model}'.");
        }

        files.Write(Path.Join(folder, "aliases", MlflowNames.ToAlias(alias)), version, folder);
    }

    /// <summary>Newest first; empty when there is no such model.</summary>
    public IReadOnlyList<MlflowModelVersion> List(string model)
    {
        string folder = FolderOf(model);
        ILookup<string, string> aliases = files.ReadTexts(Path.Join(folder, "aliases"))
            .OrderBy(alias => alias.Key, StringComparer.Ordinal)
            .ToLookup(alias => alias.Value.Trim(), alias => alias.Key);
        return
        [
            .. from version in Versions(folder)
               where !IsDeleted(version.Folder)
               orderby version.Number descending
               select Read(Path.GetFileName(folder), version.Number, version.Folder, aliases),
        ];
    }

    private MlflowModelVersion Read(string model, long number, string folder, ILookup<string, string> aliases)
    {
        Dictionary<string, string?> meta = files.ReadMeta(folder) ?? [];
        string version = number.ToString(CultureInfo.InvariantCulture);
        return new MlflowModelVersion(
            model,
            version,
            meta.GetValueOrDefault("run_id") ?? "",
            meta.GetValueOrDefault("source") ?? "",
            [.. aliases[version]],
            files.ReadTexts(Path.Join(folder, "tags")));
    }

    private void Create(
        string folder, long number, MlflowModelRegistration registration, string source, Dictionary<string, string> tags)
    {
        string name = Path.GetFileName(folder);
        long nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (files.ReadMeta(folder) is null)
        {
            files.System.CreateDirectory(folder);
            files.WriteMeta(folder, FlatYaml.Write(
                ("creation_timestamp", nowMs), ("description", ""), ("last_updated_timestamp", nowMs), ("name", name)));
        }

        files.MakeFolder(Path.Join(folder, VersionPrefix + number.ToString(CultureInfo.InvariantCulture)), made =>
        {
            RunFiles.WriteTags(files, made, tags);
            files.WriteMeta(made, FlatYaml.Write(
                ("aliases", Array.Empty<string>()),
                ("creation_timestamp", nowMs),
                ("current_stage", "None"),
                ("description", ""),
                ("last_updated_timestamp", nowMs),
                ("name", name),
                ("run_id", registration.RunId),
                ("run_link", ""),
                ("source", source),
                ("status", "READY"),
                ("status_message", ""),
                ("storage_location", source),
                ("user_id", ""),
                ("version", number)));
        });
        files.SetMeta(folder, ("last_updated_timestamp", nowMs));
    }

    private List<(long Number, string Folder)> Versions(string folder)
    {
        var versions = new List<(long Number, string Folder)>();
        foreach (string path in files.System.ListDirectories(folder))
        {
            string name = Path.GetFileName(path);
            bool isVersion = name.StartsWith(VersionPrefix, StringComparison.Ordinal);
            if (isVersion && long.TryParse(name[VersionPrefix.Length..], CultureInfo.InvariantCulture, out long number))
            {
                versions.Add((number, path));
            }
        }

        return versions;
    }

    private bool IsDeleted(string folder) =>
        files.ReadMeta(folder) is not { } meta || meta.GetValueOrDefault("current_stage") is DeletedStage;

    /// <summary>MLflow takes the folder's name for the model's, so a name that is no folder's is changed.</summary>
    private string FolderOf(string model) => Path.Join(
        root, "models", MlflowNames.ToArtifactPath(MlflowNames.ToModel(model)).Replace('/', '_'));
}
