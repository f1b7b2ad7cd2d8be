using System.Diagnostics;
using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Pictures and films of a viewer. The same state gives the same bytes: time is that of the simulation, never the clock's.</summary>
public static class Pictures
{
    private const double FrameSeconds = 1 / 24.0;
    private const int MostSettling = 12;

    /// <summary>Draws what a viewer shows, complete: everything is simulated and nothing glides any more.</summary>
    /// <returns>Three bytes a pixel, from the top.</returns>
    public static byte[] Draw(Viewer viewer, Painter painter, int width, int height, double seconds = 0)
    {
        viewer.Session.Settle();
        int frames = 0;
        do viewer.Frame(width, height, seconds);
        while (viewer.Hud.NeedsFrame && ++frames < MostSettling);
        return painter.Paint(width, height, Quality.Best).Read();
    }

    /// <summary>Writes a picture.</summary>
    public static void Save(Viewer viewer, Painter painter, string path, int width, int height) => Png.Write(path, width, height, Draw(viewer, painter, width, height));

    /// <summary>Writes a map sheet: plan, title, legend, scale bar, north, sources. Grids, which sheets do not draw, are written as a picture.</summary>
    /// <returns>False when it became a picture.</returns>
    public static bool SaveSheet(Session session, string path)
    {
        session.Settle();
        if (session.Variable is not { Kind: not VariableKind.Grid } variable) return false;
        Words words = Words.Of(session.State.Language);
        string name = Figures.NameOf(variable.Name, variable.Meaning, words), unit = Text.Units.ForPeople(variable.Unit, session.State.Language);
        bool difference = session.State.Layout == Layout.Difference, several = session.State.Layout is Layout.Compare or Layout.Triple;
        string title = $"{session.Source.Territory.Name}: {(several || difference ? $"{session.A.Name} / {session.B.Name}" : session.Shown.Name)}, {session.Shown.Record.Years[^1]}";
        MapPanel[] panels = several
            ? [Panel("A  " + session.A.Name, session.Values(session.IndexA)), Panel("B  " + session.B.Name, session.Values(session.IndexB))]
            : [Panel("", difference ? session.Differences() : session.Values(session.IndexShown))];
        ValueScale scale = (difference ? session.DifferenceScale : session.Scale) with { Unit = unit };
        Files.Drawing.Canvas sheet = MapSheet.Draw(session.Source.Territory, title, difference ? $"{name}: B − A" : name, scale, panels);
        Png.Write(path, sheet.Width, sheet.Height, sheet.Pixels);
        return true;

        static MapPanel Panel(string title, float[] values) => new(title, [], [.. values.Select(v => (double)v)]);
    }

    /// <summary>Writes a film: the tour, or else the period of the timeline. Without ffmpeg it becomes a folder of pictures.</summary>
    /// <param name="viewer">What is filmed; stands where it stood afterwards.</param> <param name="painter">Draws it.</param> <param name="path">Ends with <c>.mp4</c>.</param>
    /// <param name="width">[px]; made even.</param> <param name="height">[px]; made even.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="TerritoryException">ffmpeg failed; the message is its own.</exception>
    public static string SaveVideo(Viewer viewer, Painter painter, string path, int width, int height)
    {
        (width, height) = (width & ~1, height & ~1);
        if (width < 2 || height < 2) throw new InputException($"a video of {width} × {height} pixels; expected at least 2 × 2");
        ViewState before = viewer.Session.State;
        try
        {
            using IFrameSink sink = FilmSink.Start(path, width, height);
            foreach (double seconds in Times(viewer)) sink.Add(Draw(viewer, painter, width, height, seconds));
            return sink.Finish();
        }
        finally
        {
            viewer.Session.Set(before);
        }
    }

    // Yields after it has set the viewer to the next moment.
    private static IEnumerable<double> Times(Viewer viewer)
    {
        if (viewer.Tour.Stops.Count > 0)
        {
            int frames = (int)Math.Ceiling(viewer.Tour.Seconds / FrameSeconds);
            for (int k = 0; k < frames; k++)
            {
                int stop = viewer.Tour.StopAt(k * FrameSeconds);
                if (stop != viewer.Stop) viewer.ShowStop(stop);
                yield return 0;
            }
            yield break;
        }
        Session session = viewer.Session;
        (int first, int count, int step) = session.State.Period switch
        {
            TimeZoom.Day => (session.State.Hour / 24 * 24, 24, 1),
            TimeZoom.Week => (session.State.Hour, 168, 1),
            TimeZoom.Month => (session.State.Hour, 248, 3),
            _ => (session.State.Hour % 24, 365, 24),
        };
        for (int k = 0; k < count; k++)
        {
            int hour = (first + k * step) % Simulation.HoursOfYear;
            session.Change(s => s with { Hour = hour });
            yield return 0;
        }
    }
}

/// <summary>Takes the frames of a film.</summary>
internal interface IFrameSink : IDisposable
{
    /// <summary>Adds a frame, three bytes a pixel.</summary>
    void Add(byte[] frame);

    /// <summary>Ends the film; says what was written.</summary>
    string Finish();
}

/// <summary>Chooses between a film and a folder of pictures.</summary>
internal static class FilmSink
{
    /// <summary>ffmpeg when it can be started, else pictures.</summary>
    public static IFrameSink Start(string path, int width, int height)
    {
        try
        {
            return new Film(path, width, height);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Series(path, width, height);
        }
    }

    private sealed class Film : IFrameSink
    {
        private readonly Process _ffmpeg;
        private readonly Task<string> _said;
        private readonly string _path, _aside;

        public Film(string path, int width, int height)
        {
            (_path, _aside) = (path, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileNameWithoutExtension(path)}.part.mp4"));
            ProcessStartInfo start = new("ffmpeg") { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
            foreach (string argument in string.Create(CultureInfo.InvariantCulture,
                $"-hide_banner -loglevel error -y -f rawvideo -pix_fmt rgb24 -s {width}x{height} -r 24 -i - -c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p -movflags +faststart").Split(' '))
                start.ArgumentList.Add(argument);
            start.ArgumentList.Add(_aside);
            _ffmpeg = Process.Start(start)!;
            _said = _ffmpeg.StandardError.ReadToEndAsync();
        }

        public void Add(byte[] frame)
        {
            try
            {
                _ffmpeg.StandardInput.BaseStream.Write(frame);
            }
            catch (IOException)
            {
                throw Failure();
            }
        }

        public string Finish()
        {
            _ffmpeg.StandardInput.Close();
            _ffmpeg.WaitForExit();
            if (_ffmpeg.ExitCode != 0) throw Failure();
            File.Move(_aside, _path, overwrite: true);
            return _path;
        }

        private TerritoryException Failure() => new($"{_path}: ffmpeg could not write the video: {_said.Result.Trim()}. Check the folder and the installation of ffmpeg.");

        public void Dispose()
        {
            if (!_ffmpeg.HasExited) _ffmpeg.Kill();
            _ffmpeg.Dispose();
            File.Delete(_aside);
        }
    }

    private sealed class Series(string path, int width, int height) : IFrameSink
    {
        private readonly string _folder = Path.ChangeExtension(path, null);
        private int _count;

        public void Add(byte[] frame)
        {
            Directory.CreateDirectory(_folder);
            Png.Write(Path.Combine(_folder, $"{++_count:00000}.png"), width, height, frame);
        }

        public string Finish() => _folder;

        public void Dispose() { }
    }
}
