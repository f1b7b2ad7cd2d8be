using System.Text;
using SkiaSharp;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Drawing;

/// <summary>A drawing kept as shapes and text, so that it can be written as pixels, as a page or as an SVG.</summary>
public sealed class Picture : IDisposable
{
    private const float PageWidth = 420 / 25.4f * 72;                  // A3 across, in points
    private const int Lossless = 101;                                  // up to 100 a quality of JPEG
    private readonly SKPicture _drawing;
    private readonly string _title;

    /// <summary>Records a drawing on white.</summary>
    /// <param name="width">[px].</param>
    /// <param name="height">[px].</param>
    /// <param name="title">What programs that open the file call it.</param>
    /// <param name="draw">Draws it.</param>
    public Picture(int width, int height, string title, Action<SKCanvas> draw)
    {
        (Width, Height, _title) = (width, height, title);
        using SKPictureRecorder recorder = new();
        SKCanvas canvas = recorder.BeginRecording(SKRect.Create(width, height));
        canvas.Rectangle(0, 0, width, height, new(255, 255, 255));
        draw(canvas);
        _drawing = recorder.EndRecording();
    }

    /// <summary>How the names of pictures end: <c>.png</c>, <c>.pdf</c>, <c>.svg</c>.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".png", ".pdf", ".svg"];

    /// <summary>[px].</summary>
    public int Width { get; }
    /// <summary>[px].</summary>
    public int Height { get; }

    /// <summary>Its pixels. The caller disposes them.</summary>
    public SKBitmap ToBitmap()
    {
        SKBitmap bitmap = new(new SKImageInfo(Width, Height, SKImageInfo.PlatformColorType, SKAlphaType.Opaque));
        using SKCanvas canvas = new(bitmap);
        canvas.DrawPicture(_drawing);
        return bitmap;
    }

    /// <summary>Writes the picture as the ending of the name says: PNG; PDF, a page as wide as A3 across; SVG. The latter two hold text as text, with its fonts.</summary>
    /// <param name="path">Replaced when it exists; the file is written aside, then renamed.</param>
    /// <exception cref="ArgumentException">The name has none of <see cref="Endings"/>.</exception>
    public void Write(string path) => AtomicFile.Write(path, Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => WritePng,
        ".pdf" => WritePdf,
        ".svg" => WriteSvg,
        _ => throw new ArgumentException($"{path}: expected a name that ends with {string.Join(", ", Endings)}", nameof(path)),
    });

    private void WritePng(Stream stream)
    {
        using SKBitmap bitmap = ToBitmap();
        stream.Write(Png.Encode(bitmap));
    }

    // Without a date, so that equal pictures are equal files; relief and fields without loss.
    private void WritePdf(Stream stream)
    {
        float scale = PageWidth / Width;
        using SKDocument document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata(SKDocumentPdfMetadata.DefaultRasterDpi, Lossless) { Title = _title, Creator = "TerritoryTwin" });
        SKCanvas page = document.BeginPage(PageWidth, Height * scale);
        page.Scale(scale);
        page.DrawPicture(_drawing);
        document.EndPage();
        document.Close();
    }

    // Skia names the fonts and leaves them out, and ends its lists of numbers with a comma, which no list of an SVG may have.
    private void WriteSvg(Stream stream)
    {
        using MemoryStream drawn = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), drawn)) canvas.DrawPicture(_drawing);
        string svg = Encoding.UTF8.GetString(drawn.GetBuffer(), 0, (int)drawn.Length).Replace(", \"", "\"", StringComparison.Ordinal);
        int content = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        string head = $"\n\t<title>{System.Security.SecurityElement.Escape(_title)}</title>\n\t<style>{string.Concat(Typeface.Faces.Where(f => f.IsUsedIn(svg)).Select(f => f.Rule))}</style>";
        stream.Write(Encoding.UTF8.GetBytes(svg.Insert(content, head)));
    }

    /// <inheritdoc/>
    public void Dispose() => _drawing.Dispose();
}
