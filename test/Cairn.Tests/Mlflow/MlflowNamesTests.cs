using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow;

public sealed partial class MlflowNamesTests
{
    private const int Seed = 20261123;

    [Theory]
    [InlineData("loss")]
    [InlineData("val/loss")]
    [InlineData("my loss")]
    [InlineData("a:b")]
    [InlineData("Genauigkeit_ä試")]
    [InlineData("system/gpu_0_memory_usage_megabytes")]
    [InlineData("img_x1024")]
    [InlineData("_x_y")]
    [InlineData("a/.b/c.")]
    public void A_legal_key_stays_as_it_is(string name)
    {
        Assert.Equal(name, MlflowNames.ToKey(name));
        Assert.Equal(name, MlflowNames.FromKey(name));
        Assert.Null(MlflowNames.FullNameTag(name));
    }

    [Theory]
    [InlineData("map@50", "map_x0040_50")]
    [InlineData("acc%", "acc_x0025_")]
    [InlineData("lr=1", "lr_x003D_1")]
    [InlineData("/a", "_x002F_a")]
    [InlineData("a/", "a_x002F_")]
    [InlineData("a//b", "a/_x002F_b")]
    [InlineData(".", "_x002E_")]
    [InlineData("../loss", "_x002E_./loss")]
    [InlineData("a/../b", "a/_x002E_./b")]
    [InlineData("..a", "_x002E_.a")]
    [InlineData("", "_x_")]
    [InlineData("_x_", "_x005F_x_")]
    [InlineData("a_x0040_b", "a_x005F_x0040_b")]
    [InlineData("_x0040@", "_x005F_x0040_x0040_")]
    [InlineData("😀", "_x0001F600_")]
    [InlineData("a\nb", "a_x000A_b")]
    public void What_MLflow_refuses_is_escaped_and_comes_back(string name, string key)
    {
        Assert.Equal(key, MlflowNames.ToKey(name));
        Assert.Equal(name, MlflowNames.FromKey(key));
    }

    [Fact]
    public void Any_name_gives_a_legal_key_of_its_own_that_can_be_taken_back()
    {
        var random = new Random(Seed);
        var names = new Dictionary<string, string>();
        for (int round = 0; round < 40_000; round++)
        {
            string name = SomeName(random);
            string key = MlflowNames.ToKey(name);
            Assert.True(IsLegal(key), $"Seed {Seed}, round {round}: '{name}' gives '{key}'.");
            Assert.True(MlflowNames.FromKey(key) == name, $"Seed {Seed}, round {round}: '{name}' gives '{key}'.");
            Assert.True(names.TryAdd(key, name) || names[key] == name, $"Seed {Seed}: two names give {key}.");
        }
    }

    [Fact]
    public void The_escape_is_the_one_that_XmlConvert_reads()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 5_000; round++)
        {
            string name = SomeName(random);
            if (name.Length > 0 && !name.Any(char.IsSurrogate))
            {
                string read = XmlConvert.DecodeName(MlflowNames.ToKey(name))!;
                Assert.True(read == name, $"Seed {Seed}, round {round}: '{name}' is read as '{read}'.");
            }
        }
    }

    [Theory]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(5000)]
    public void A_name_that_is_too_long_keeps_its_beginning_and_a_digest(int length)
    {
        string one = new('m', length), other = new string('m', length - 1) + "n";
        Assert.Equal(length > 250, MlflowNames.ToKey(one) != one);
        Assert.Equal(250, MlflowNames.ToKey(one).Length);
        Assert.NotEqual(MlflowNames.ToKey(one), MlflowNames.ToKey(other));
        Assert.StartsWith("mmmm", MlflowNames.ToKey(one), StringComparison.Ordinal);
        Assert.True(IsLegal(MlflowNames.ToKey(one)));
        Assert.Equal(MlflowNames.ToKey(one), MlflowNames.FromKey(MlflowNames.ToKey(one)));
    }

    [Fact]
    public void The_name_of_a_cut_key_is_kept_in_a_tag()
    {
        string name = new('@', 100);
        KeyValuePair<string, string> tag = MlflowNames.FullNameTag(name)!.Value;
        Assert.Equal(name, tag.Value);
        Assert.EndsWith(tag.Key[MlflowNames.FullName.Length..], MlflowNames.ToKey(name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_looks_like_a_cut_one_is_another()
    {
        string cut = MlflowNames.ToKey(new string('m', 300));
        Assert.NotEqual(cut, MlflowNames.ToKey(cut));
        string brief = cut[^60..];
        Assert.Equal(brief, MlflowNames.FromKey(MlflowNames.ToKey(brief)));
    }

    [Fact]
    public void Values_are_cut_visibly()
    {
        string parameter = MlflowNames.ToParameterValue(new string('v', 6001)), tag = MlflowNames.ToTagValue(new string('v', 8001));
        Assert.Equal(6000, parameter.Length);
        Assert.EndsWith("… (cut, of 6001 characters)", parameter, StringComparison.Ordinal);
        Assert.Equal(8000, tag.Length);
        Assert.Equal(new string('v', 6000), MlflowNames.ToParameterValue(new string('v', 6000)));
    }

    [Fact]
    public void A_value_holds_nothing_that_a_database_refuses() =>
        Assert.Equal("a␀b\uFFFDc😀", MlflowNames.ToTagValue("a\0b\uD800c😀"));

    [Fact]
    public void An_experiment_has_a_name_of_at_most_500_characters()
    {
        Assert.Equal("EURUSD (1h) / toto", MlflowNames.ToExperiment("EURUSD (1h) / toto"));
        Assert.Equal("_x_", MlflowNames.ToExperiment(""));
        Assert.Equal(500, MlflowNames.ToExperiment(new string('x', 501)).Length);
    }

    [Theory]
    [InlineData("toto", "toto")]
    [InlineData("a/b:c", "a_x002F_b_x003A_c")]
    [InlineData("", "_x_")]
    public void A_model_has_a_name_without_slash_and_colon(string name, string legal) =>
        Assert.Equal(legal, MlflowNames.ToModel(name));

    [Theory]
    [InlineData("champion", "champion")]
    [InlineData("latest", "_x006C_atest")]
    [InlineData("v1", "_x0076_1")]
    [InlineData("best of", "best_x0020_of")]
    public void An_alias_is_none_that_MLflow_keeps_for_itself(string alias, string legal) =>
        Assert.Equal(legal, MlflowNames.ToAlias(alias));

    [Theory]
    [InlineData("model/weights.bin", "model/weights.bin")]
    [InlineData("notes/two words ä.bin", "notes/two words ä.bin")]
    [InlineData("plots\\loss.png", "plots/loss.png")]
    [InlineData("../../evil.txt", "_x002E_./_x002E_./evil.txt")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("C:\\x", "C_x003A_/x")]
    [InlineData("a/./b//c/", "a/b/c")]
    [InlineData("%2e%2e/a", "_x0025_2e_x0025_2e/a")]
    [InlineData("", "_x_")]
    public void An_artifact_never_leaves_its_run(string path, string legal)
    {
        Assert.Equal(legal, MlflowNames.ToArtifactPath(path));
        Assert.Equal(legal, MlflowNames.ToArtifactPath(legal));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("試")]
    [InlineData("😀")]
    public void A_part_of_a_path_fits_into_a_file_name(string character)
    {
        string part = MlflowNames.ToArtifactPath(string.Concat(Enumerable.Repeat(character, 400)));
        Assert.InRange(Encoding.UTF8.GetByteCount(part), 100, 250);
    }

    private static string SomeName(Random random)
    {
        string[] pieces =
            ["_", "x", "_x", "0", "0040", "_x0040", "_x0040_", "_x0001F600_", "_x_", "/", ".", "..", "@", "%", " ", "-", ":", "a", "Z", "ä", "試", "😀", "\uD800", "\uDC00", "\n", "xCUT-", "-xCUT-0123456789abcdef0123456789abcdef", "e\u0301"];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    // As MLflow's own check has it: the characters, and posixpath.normpath that changes nothing.
    private static bool IsLegal(string key)
    {
        bool isPath = key.Split('/').All(part => part is not ("" or "." or ".."));
        bool isWord = LegalCharacters().IsMatch(key)
            && key.All(character => character < 0x80 || CharUnicodeInfo.GetUnicodeCategory(character) <= UnicodeCategory.OtherLetter);
        return isPath && isWord && !key.StartsWith("..", StringComparison.Ordinal) && key.Length is > 0 and <= 250;
    }

    [GeneratedRegex(@"\A[/\w.\- :]+\z")]
    private static partial Regex LegalCharacters();
}
