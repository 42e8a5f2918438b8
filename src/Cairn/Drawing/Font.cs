namespace Cairn.Drawing;

/// <summary>The letters of charts: printable ASCII, 5 by 7 dots. Others are shown as a box. Stateless.</summary>
internal static class Font
{
    /// <summary>Height of a capital letter, in dots.</summary>
    public const int CapHeight = 7;

    // From the last dot of a letter to the first of the next.
    private const double Gap = 2;

    private const char First = ' ';
    private const int GlyphBytes = 5;

    private static readonly Glyph Unknown = Glyph.Of([0x7F, 0x41, 0x41, 0x41, 0x7F]);
    private static readonly Glyph[] Glyphs = [.. Dots.Chunk(GlyphBytes).Select(static dots => Glyph.Of(dots))];

    private static byte[] Dots => Convert.FromHexString(
        "0000000000" + "00005F0000" + "0007000700" + "147F147F14" + "242A7F2A12" + "2313086462" + "3649562050" // space ! " # $ % &
        + "0000070000" + "001C224100" + "0041221C00" + "2A1C7F1C2A" + "08083E0808" + "0080600000" + "0808080808" // ' ( ) * + , -
        + "0000600000" + "2010080402" + "3E4141413E" + "00427F4000" + "7249494946" + "2141494D33" + "1814127F10" // . / 0 1 2 3 4
        + "2745454539" + "3C4A494931" + "4121110907" + "3649494936" + "464949291E" + "0000140000" + "0080680000" // 5 6 7 8 9 : ;
        + "0008142241" + "1414141414" + "4122140800" + "0201590906" + "3E415D594E" + "7C1211127C" + "7F49494936" // < = > ? @ A B
        + "3E41414122" + "7F4141413E" + "7F49494941" + "7F09090901" + "3E41415173" + "7F0808087F" + "00417F4100" // C D E F G H I
        + "2040413F01" + "7F08142241" + "7F40404040" + "7F021C027F" + "7F0408107F" + "3E4141413E" + "7F09090906" // J K L M N O P
        + "3E4151215E" + "7F09192946" + "2649494932" + "01017F0101" + "3F4040403F" + "1F2040201F" + "3F4038403F" // Q R S T U V W
        + "6314081463" + "0304780403" + "6151494543" + "007F414141" + "0204081020" + "4141417F00" + "0402010204" // X Y Z [ \ ] ^
        + "4040404040" + "0001020400" + "2054545478" + "7F48444438" + "3844444428" + "384444487F" + "3854545418" // _ ` a b c d e
        + "00087E0902" + "18A4A4A47C" + "7F08040478" + "00447D4000" + "4080847D00" + "7F10284400" + "00417F4000" // f g h i j k l
        + "7C04780478" + "7C08040478" + "3844444438" + "FC24242418" + "18242424FC" + "7C08040408" + "4854545424" // m n o p q r s
        + "04043F4424" + "3C4040207C" + "1C2040201C" + "3C4030403C" + "4428102844" + "1CA0A0A07C" + "4464544C44" // t u v w x y z
        + "0008364100" + "00007F0000" + "0041360800" + "0804081008"); // { | } ~

    public static Glyph Of(char letter) =>
        letter >= First && letter - First < Glyphs.Length ? Glyphs[letter - First] : Unknown;

    /// <summary>How far the letter behind this one begins, in dots.</summary>
    public static double Advance(Glyph glyph) => glyph.Width - 1 + Gap;

    /// <summary>How wide a text is, in dots, from the middle of its first dot to that of its last.</summary>
    public static double WidthOf(string text) => text.Sum(static letter => Advance(Of(letter))) - Gap;
}
