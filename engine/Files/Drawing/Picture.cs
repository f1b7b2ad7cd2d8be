using SkiaSharp;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Drawing;

/// <summary>A drawing kept as shapes and text.</summary>
public sealed class Picture : IDisposable
{
    private readonly SKPicture _drawing;

    /// <summary>Records a drawing on white.</summary>
    /// <param name="width">[px].</param>
    /// <param name="height">[px].</param>
    /// <param name="draw">Draws it.</param>
    public Picture(int width, int height, Action<SKCanvas> draw)
    {
        (Width, Height) = (width, height);
        using SKPictureRecorder recorder = new();
        SKCanvas canvas = recorder.BeginRecording(SKRect.Create(width, height));
        canvas.Rectangle(0, 0, width, height, new(255, 255, 255));
        draw(canvas);
        _drawing = recorder.EndRecording();
    }

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

    /// <summary>Writes the picture as PNG; the file is written aside, then renamed.</summary>
    /// <param name="path">Replaced when it exists.</param>
    public void Write(string path)
    {
        using SKBitmap bitmap = ToBitmap();
        byte[] file = Png.Encode(bitmap);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <inheritdoc/>
    public void Dispose() => _drawing.Dispose();
}
