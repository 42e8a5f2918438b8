using Cairn.Capture;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Capture;

public sealed class SecretMaskTests
{
    // {0} is the secret.
    private static readonly string[] Texts =
    [
        "postgres://user:{0}@db/prices",
        "https://example.com/?symbol=EURUSD&access_token={0}",
        "https://example.com/?client_secret={0}&symbol=EURUSD",
        "Host=db;Username=me;Password={0}",
        "Host=db;Password={0};Username=me",
        "Password = '{0}'; Host=db",
        "AccountName=x;AccountKey={0};EndpointSuffix=core.windows.net",
        "train --api-key {0} --epochs 5",
        "train --epochs 5 --db-password={0}",
        "train --token \"{0}\"",
        "train /password:{0}",
        "DB_PWD={0} train",
        "Authorization: Bearer {0}",
        "Authorization: Basic {0}",
        "curl -H 'Authorization: token {0}'",
        "sent bearer {0} to the server",
        """{"user":"me","password":"{0}"}""",
        """{\"secret\":\"{0}\"}""",
        "password: {0}",
        "Config { User = me, ApiKey = {0} }",
        "(password, {0})",
        "[client_secret, {0}]",
        "basicAuth={0}",
        "x_auth={0}",
    ];

    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("db_pwd")]
    [InlineData("ApiKey")]
    [InlineData("api-key")]
    [InlineData("aws_secret_access_key")]
    [InlineData("token")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("accessToken")]
    [InlineData("refresh_tokens")]
    [InlineData("auth")]
    [InlineData("x_auth")]
    [InlineData("basicAuth")]
    [InlineData("Authorization")]
    [InlineData("ConnectionStrings:Prices_ConnectionString")]
    [InlineData("sas")]
    [InlineData("ssh_private_key")]
    public void A_key_that_looks_like_a_secret_is_one(string key) => Assert.True(SecretMask.IsSecretKey(key));

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("tokens")]
    [InlineData("tokenizer")]
    [InlineData("tokenization")]
    [InlineData("token_count")]
    [InlineData("pad_token")]
    [InlineData("eos_token_id")]
    [InlineData("author")]
    [InlineData("authors")]
    [InlineData("passes")]
    [InlineData("sasquatch")]
    [InlineData("key")]
    [InlineData("monkey")]
    [InlineData("learning_rate")]
    public void A_key_that_only_sounds_alike_is_none(string key) => Assert.False(SecretMask.IsSecretKey(key));

    [Theory]
    [InlineData("train --max-tokens 512 --tokenizer gpt2")]
    [InlineData("train --epochs 5")]
    [InlineData("author=me")]
    [InlineData("max_tokens=512")]
    [InlineData("https://example.com:8080/a@b")]
    [InlineData("postgres://user@db/prices")]
    [InlineData("basic training")]
    public void A_text_without_secrets_stays_as_it_is(string text) => Assert.Equal(text, SecretMask.MaskInside(text));

    [Fact]
    public void What_surrounds_a_secret_is_kept()
    {
        Assert.Equal("postgres://user:***@db/prices", SecretMask.MaskInside("postgres://user:p@ss:word@db/prices"));
        Assert.Equal("Host=db;Password=***;Port=5", SecretMask.MaskInside("Host=db;Password=my pass word;Port=5"));
        Assert.Equal("train --api-key *** --epochs 5", SecretMask.MaskInside("train --api-key abc --epochs 5"));
        Assert.Equal("train --use-auth --epochs 5", SecretMask.MaskInside("train --use-auth --epochs 5"));
    }

    [Theory]
    [InlineData("Host=db;Password=correct horse battery", "horse")]
    [InlineData("Password=correct horse battery", "horse")]
    [InlineData("password: \"correct horse\" and more", "horse")]
    [InlineData("password: \"correct \\\" horse\"", "horse")]
    public void A_secret_with_blanks_is_masked_to_its_end(string text, string secret) =>
        Assert.DoesNotContain(secret, SecretMask.MaskInside(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("sk-ant-0123456789abcdefghijklmnop")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("xoxb-0123456789-abcdef")]
    [InlineData("hf_abcdefghijklmnopqrstuvwxyz")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")]
    public void A_secret_of_a_known_form_is_found_anywhere(string secret) =>
        Assert.Equal("with *** here", SecretMask.MaskInside($"with {secret} here"));

    [Fact]
    public void No_planted_secret_survives() => Prop.ForAll(
        Secrets.ToArbitrary(),
        Gen.Elements(Texts).ToArbitrary(),
        (secret, text) => !SecretMask.MaskInside(text.Replace("{0}", secret, StringComparison.Ordinal))
            .Contains(secret, StringComparison.Ordinal))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_long_text_takes_no_long_time()
    {
        IEnumerable<string> texts = "a-.:/;=\" \\".Select(character => new string(character, 200_000))
            .Concat("token|--a |://|pwd=a".Split('|').Select(Repeat));
        Assert.All(texts, text => SecretMask.MaskInside(text));

        static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, 20_000));
    }

    /// <summary>Long enough not to stand in a text by chance, of characters that need no quotes anywhere.</summary>
    internal static Gen<string> Secrets { get; } =
        from characters in Gen.Elements("abcXYZ0189_+.!$%^*~".ToCharArray()).ArrayOf(16)
        select "Q" + new string(characters);
}
