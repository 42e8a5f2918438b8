using Cairn.IO;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.IO;

public sealed class StorePathTests
{
    [Theory]
    [InlineData("run-1")]
    [InlineData("..hidden")]
    [InlineData("a b")]
    [InlineData("größe-模型")]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("com10")]
    public void A_plain_name_is_joined(string name) =>
        Assert.Equal(Path.Join("root", name), StorePath.Combine("root", name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData("C:\\a")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a:stream")]
    [InlineData("what?")]
    [InlineData("trailing.")]
    [InlineData("trailing ")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("Com1.tar.gz")]
    [InlineData("lpt² .x")]
    public void A_name_that_is_more_than_a_name_is_refused(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => StorePath.Combine("root", name));
        Assert.Contains($"'{name.Replace('\0', '\uFFFD').Replace('\n', '\uFFFD')}'", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_surrogate_is_refused() =>
        Assert.Throws<ArgumentException>(() => StorePath.Combine("root", "a\uD800"));

    [Fact]
    public void The_limit_is_255_bytes_and_not_characters()
    {
        StorePath.Combine("root", new string('a', 255));
        Assert.Throws<ArgumentException>(() => StorePath.Combine("root", new string('a', 256)));
        Assert.Throws<ArgumentException>(() => StorePath.Combine("root", new string('模', 86)));
    }

    [Theory]
    [InlineData("baseline", "baseline")]
    [InlineData("resnet_50-v1.2", "resnet_50-v1.2")]
    [InlineData("EURUSD-1h", "EURUSD-1h")]
    [InlineData("BERT large", "BERT-large-58de488ba2")]
    [InlineData("bert large", "bert-large-290df2f32a")]
    [InlineData("", "unnamed-e3b0c44298")]
    [InlineData("../../etc", "etc-74ccf3c5b4")]
    [InlineData("模型", "unnamed-c98e118e0a")]
    [InlineData("nul", "_nul-99e6242759")]
    [InlineData("a-0123456789", "a-0123456789-14599cfd54")]
    public void A_slug_is_the_same_on_every_machine(string text, string slug) =>
        Assert.Equal(slug, StorePath.Slug(text));

    [Fact]
    public void Every_text_gets_a_name_that_the_store_takes() =>
        Prop.ForAll<string>(text =>
        {
            if (text is null)
            {
                return true;
            }

            string slug = StorePath.Slug(text);
            StorePath.Combine("root", slug);
            return slug.Length is > 0 and <= 100 && slug == StorePath.Slug(text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_that_clean_alike_get_folders_of_their_own()
    {
        string[] texts =
        [
            "lr 1", "lr/1", "lr-1", "lr--1", " lr-1", "lr-1.", "lr?1", "", " ", "-", "...", "unnamed",
            new('a', 100), new('a', 101), new('a', 102), "con", "CON", "con.txt", "_con", StorePath.Slug("lr 1"),
        ];
        var slugs = texts.Select(StorePath.Slug).ToList();
        Assert.Equal(texts.Length, slugs.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(slugs, slug => Assert.InRange(slug.Length, 1, 100));
    }
}
