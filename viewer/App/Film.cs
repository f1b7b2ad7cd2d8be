using System.Diagnostics;
using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>
/// A film in the making, picture by picture: the tour, or else the period of the timeline. A name that ends with <c>.mp4</c> goes through ffmpeg; any
/// other, and every one where ffmpeg is absent, is a folder of PNG images. Nothing stands under the name before <see cref="Finish"/>.
/// </summary>
public sealed class Film : IDisposable
{
    private const int FramesPerSecond = 24;
    private readonly Viewer _viewer;
    private readonly Painter _painter;
    private readonly int _width, _height;
    private readonly ViewState _before;
    private readonly int _stopBefore;
    private readonly IReadOnlyList<(Action Show, int Frames)> _moments;
    private readonly IFrameSink _sink;
    private readonly int _frames;
    private int _at, _added, _left;
    private bool _shown;
    private byte[] _frame = [];

    /// <summary>Begins a film.</summary>
    /// <param name="viewer">What is filmed; stands where it stood once the film is disposed of.</param> <param name="painter">Draws it.</param> <param name="path">Of the film, or of the folder.</param>
    /// <param name="width">[px]; made even, as the format wants.</param> <param name="height">[px]; made even.</param>
    /// <exception cref="InputException">The size is below 2 × 2.</exception>
    public Film(Viewer viewer, Painter painter, string path, int width, int height)
    {
        (_viewer, _painter, _width, _height) = (viewer, painter, width & ~1, height & ~1);
        if (_width < 2 || _height < 2) throw new InputException($"a video of {width} × {height} pixels; expected at least 2 × 2");
        (_before, _stopBefore) = (viewer.Session.State, viewer.Stop);
        _moments = Moments(viewer);
        _frames = _moments.Sum(m => m.Frames);
        _sink = FilmSink.Start(path, _width, _height);
        viewer.Rest();
        viewer.Still = true;
        viewer.Session.Change(s => s with { ReducedMotion = true });
    }

    /// <summary>Share that is done, 0 to 1.</summary>
    public double Progress => _added / (double)_frames;

    /// <summary>Adds the next picture, unless something is being simulated.</summary>
    /// <returns>False when all are done.</returns>
    /// <exception cref="TerritoryException">ffmpeg failed; the message is its own.</exception>
    public bool Step()
    {
        if (_left == 0)
        {
            if (_at == _moments.Count) return false;
            if (!_shown) _moments[_at].Show();
            _shown = true;
            _viewer.Session.Receive();
            if (_viewer.Session.Busy) return true;
            (_frame, _left) = (Pictures.Draw(_viewer, _painter, _width, _height), _moments[_at].Frames);
            (_at, _shown) = (_at + 1, false);
        }
        _sink.Add(_frame);
        (_added, _left) = (_added + 1, _left - 1);
        return true;
    }

    /// <summary>Ends the film.</summary>
    /// <returns>What was written: the film, or the folder of its pictures.</returns>
    /// <exception cref="TerritoryException">ffmpeg failed; the message is its own.</exception>
    public string Finish() => _sink.Finish();

    /// <summary>Puts the viewer back; what is not finished is gone.</summary>
    public void Dispose()
    {
        _viewer.Still = false;
        _viewer.Guide.GoBack(_stopBefore, _before);
        _sink.Dispose();
    }

    private static IReadOnlyList<(Action Show, int Frames)> Moments(Viewer viewer)
    {
        if (viewer.Tour.Stops.Count > 0)
            return [.. viewer.Tour.Stops.Select((stop, k) => ((Action)(() => viewer.ShowStop(k)), Math.Max(1, (int)Math.Round(stop.Seconds * FramesPerSecond))))];
        Session session = viewer.Session;
        (int first, int count, int step, int frames) = session.State.Period switch
        {
            TimeZoom.Day => (session.State.Hour / 24 * 24, 24, 1, 4),
            TimeZoom.Week => (session.State.Hour, 168, 1, 1),
            TimeZoom.Month => (session.State.Hour, 248, 3, 1),
            _ => (session.State.Hour % 24, 365, 24, 1),
        };
        return [.. Enumerable.Range(0, count).Select(k => ((Action)(() => session.Change(s => s with { Hour = (first + k * step) % Simulation.HoursOfYear })), frames))];
    }

    /// <summary>Takes the frames of a film.</summary>
    private interface IFrameSink : IDisposable
    {
        /// <summary>Adds a frame, three bytes a pixel.</summary>
        void Add(byte[] frame);

        /// <summary>Ends the film; says what was written.</summary>
        string Finish();
    }

    private static class FilmSink
    {
        public static IFrameSink Start(string path, int width, int height)
        {
            if (!path.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase)) return new Series(path, width, height);
            try
            {
                return new Video(path, width, height);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return new Series(Path.ChangeExtension(path, null), width, height);
            }
        }
    }

    private sealed class Video : IFrameSink
    {
        private readonly System.Diagnostics.Process _ffmpeg;
        private readonly Task<string> _said;
        private readonly string _path, _aside;

        public Video(string path, int width, int height)
        {
            (_path, _aside) = (path, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileNameWithoutExtension(path)}.part.mp4"));
            ProcessStartInfo start = new("ffmpeg") { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
            foreach (string argument in string.Create(CultureInfo.InvariantCulture,
                $"-hide_banner -loglevel error -y -f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {FramesPerSecond} -i - -c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p -movflags +faststart").Split(' '))
                start.ArgumentList.Add(argument);
            start.ArgumentList.Add(_aside);
            _ffmpeg = System.Diagnostics.Process.Start(start)!;
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

        private TerritoryException Failure() => new($"{_path}: ffmpeg could not write the video: {string.Join(' ', _said.Result.Split((char[])['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}. Check the folder and the installation of ffmpeg.");

        public void Dispose()
        {
            if (!_ffmpeg.HasExited) _ffmpeg.Kill();
            _ffmpeg.WaitForExit();
            _ffmpeg.Dispose();
            File.Delete(_aside);
        }
    }

    private sealed class Series : IFrameSink
    {
        private readonly string _folder, _aside;
        private readonly int _width, _height;
        private int _count;

        public Series(string folder, int width, int height)
        {
            (_folder, _width, _height) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), width, height);
            _aside = Path.Combine(Path.GetDirectoryName(_folder)!, $".{Path.GetFileName(_folder)}.part");
            if (Path.Exists(_folder)) throw new InputException($"{_folder} is there already; choose another name for the images");
            Directory.CreateDirectory(_aside);
        }

        public void Add(byte[] frame) => Png.Write(Path.Combine(_aside, $"{++_count:00000}.png"), _width, _height, frame);

        public string Finish()
        {
            Directory.Move(_aside, _folder);
            return _folder;
        }

        public void Dispose()
        {
            if (Directory.Exists(_aside)) Directory.Delete(_aside, recursive: true);
        }
    }
}
