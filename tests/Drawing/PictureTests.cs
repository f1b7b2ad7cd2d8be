using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Tests.Drawing;

public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("picture-").FullName;

    private string Written(string name)
    {
        string path = Path.Combine(_folder, name);
        using Picture picture = new(640, 480, "Une carte <d’été>", canvas =>
        {
            canvas.Fill(Color.Hex(0x117733), 0.85, ([40, 240, 200, 60], [60, 40, 220, 200]));
            using SKImage field = SKImage.FromPixelCopy(new SKImageInfo(40, 30, SKColorType.Bgra8888, SKAlphaType.Premul), Enumerable.Range(0, 4 * 40 * 30).Select(k => (byte)(k % 4 == 3 ? 255 : k)).ToArray());
            canvas.DrawImage(field, 300, 40, SKSamplingOptions.Default);
            canvas.Text("Besoin & chauffage <kWh/m²>", 40, 310, 25, Color.Hex(0));
            canvas.Text("Élévation", 40, 360, 25, Color.Hex(0), Typeface.Bold);
            canvas.Text("\u05D0\u05D1", 40, 400, 25, Color.Hex(0), Typeface.Bold);
        });
        picture.Write(path);
        return path;
    }

    public static TheoryData<string> Endings => [.. Picture.Endings];

    [Theory, MemberData(nameof(Endings))]
    public void Equal_pictures_are_equal_files_and_nothing_is_left_beside_them(string ending)
    {
        Assert.Equal(File.ReadAllBytes(Written("a" + ending)), File.ReadAllBytes(Written("b" + ending.ToUpperInvariant())));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Another_ending_is_refused_and_leaves_no_file()
    {
        Assert.Contains("expected a name that ends with .png, .pdf, .svg", Assert.Throws<ArgumentException>(() => Written("map.gif")).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_SVG_holds_its_text_and_every_font_that_it_names()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement root = XDocument.Load(Written("map.svg")).Root!;
        Assert.Equal("Une carte <d’été>", root.Element(svg + "title")!.Value);
        Assert.Equal(["Besoin & chauffage <kWh/m²>", "Élévation", "\u05D0\u05D1"], root.Elements(svg + "text").Select(t => t.Value.Trim()));
        string[] rules = [.. Regex.Matches(root.Element(svg + "style")!.Value, "@font-face\\{font-family:\"(?<family>[^\"]+)\";font-weight:(?<weight>\\d+)", RegexOptions.ExplicitCapture).Select(m => $"{m.Groups["family"]} {m.Groups["weight"]}")];
        Assert.All(root.Elements(svg + "text"), t => Assert.Contains($"{t.Attribute("font-family")!.Value.Split(',')[0]} {t.Attribute("font-weight")?.Value ?? "400"}", rules));
        Assert.All(root.Elements(svg + "text").Attributes(), a => Assert.False(a.Value.EndsWith(", ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_PDF_is_one_page_as_wide_as_A3_with_its_fonts_and_its_title()
    {
        string pdf = Encoding.Latin1.GetString(File.ReadAllBytes(Written("map.pdf")));
        Assert.StartsWith("%PDF-1.4", pdf, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", pdf, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(pdf, "/Type /Page\\b"));
        Assert.Contains("/MediaBox [0 0 1191 893]", pdf, StringComparison.Ordinal);          // 420 mm are 1190.6 points
        Assert.Equal(3, Regex.Count(pdf, "/FontFile2 "));
        Assert.Equal(3, Regex.Count(pdf, "/ToUnicode "));
        Assert.Contains("/Subtype /Image", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/DCTDecode", pdf, StringComparison.Ordinal);                 // no JPEG: a field keeps its colours
        Assert.Contains("/Title", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/CreationDate", pdf, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
