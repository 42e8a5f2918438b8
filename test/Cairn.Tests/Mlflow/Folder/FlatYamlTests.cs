using Cairn.Mlflow.Targets.Folder;

namespace Cairn.Tests.Mlflow.Folder;

public sealed class FlatYamlTests
{
    [Fact]
    public void What_PyYAML_writes_is_read()
    {
        Dictionary<string, string?> values = FlatYaml.Parse("""
            artifact_uri: file:///home/ada/mlruns/0/abc/artifacts
            end_time: null
            entry_point_name: ''
            name: 'it''s: a #name'
            note: "tab\there \u00e9 \xE9 \U0001F680"
            plain: a long text that PyYAML folds because it is wider than eighty characters, which
              it does at a space
            quoted: "a long text that is folded with a backslash so that no space\
              \ is lost"
            single: 'two

              lines'
            source_type: 4
            status: 3
            tags: []
            lifecycle_stage: active  # a comment
            odd:
            last: ~
            """);

        Assert.Equal("file:///home/ada/mlruns/0/abc/artifacts", values["artifact_uri"]);
        Assert.Null(values["end_time"]);
        Assert.Equal("", values["entry_point_name"]);
        Assert.Equal("it's: a #name", values["name"]);
        Assert.Equal("tab\there é é 🚀", values["note"]);
        Assert.EndsWith("characters, which it does at a space", values["plain"]);
        Assert.Equal("a long text that is folded with a backslash so that no space is lost", values["quoted"]);
        Assert.Equal("two\nlines", values["single"]);
        Assert.Equal("3", values["status"]);
        Assert.Equal("active", values["lifecycle_stage"]);
        Assert.Null(values["odd"]);
        Assert.Null(values["last"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("it's")]
    [InlineData("a: b # c")]
    [InlineData("- [x] {y}")]
    [InlineData("two\nlines\r\n")]
    [InlineData("tab\t and \"quotes\" and \\ and \x01")]
    [InlineData("ä 日本 🚀")]
    [InlineData("  spaces  ")]
    [InlineData("12")]
    public void Any_text_comes_back(string text) =>
        Assert.Equal(text, FlatYaml.Parse(FlatYaml.Write(("before", 1L), ("key", text), ("after", null)))["key"]);

    [Fact]
    public void One_value_is_set_and_what_others_wrote_stays()
    {
        const string Text = "a: 1\nstatus: 1\nodd:\n- x\n- y\nlong: 'two\n\n  lines'\n";

        Assert.Equal("a: 1\nstatus: 3\nodd:\n- x\n- y\nlong: 'two\n\n  lines'\n", FlatYaml.Set(Text, "status", 3));
        Assert.Equal(Text + "end_time: null\n", FlatYaml.Set(Text, "end_time", null));
        Assert.Equal("a: 1\nstatus: 1\nodd: 'z'\nlong: 'two\n\n  lines'\n", FlatYaml.Set(Text, "odd", "z"));
    }

    [Fact]
    public void No_text_breaks_the_reader()
    {
        const string Alphabet = "ab: '\"\\\n#-xu0U~[]\r\t";
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = new char[random.Next(40)];
            for (int at = 0; at < text.Length; at++)
            {
                text[at] = Alphabet[random.Next(Alphabet.Length)];
            }

            FlatYaml.Parse(new string(text));
        }
    }
}
