using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Weather;
using Calendar = TerritoryTwin.Core.Calendar;

namespace TerritoryTwin.Files.Runs;

/// <summary>Grids and points by the hour, written while the last simulated year passes: what processes show of the ground, and of buildings gathered in its cells; and how people feel in chosen hours.</summary>
internal sealed class HourlyOutputs : IDisposable
{
    private readonly List<HourlyOutput> _outputs = [];

    private HourlyOutputs(Scenario scenario, Stage stage, Simulation simulation, string folder, int year)
    {
        Calendar calendar = stage.CalendarOf(year);
        foreach (OutputRequest request in scenario.Outputs.Where(o => o.ByTheHour != null))
        {
            string path = Path.Combine(folder, request.ByTheHour!);
            HourlyOutput output = request switch
            {
                { Points: not null } => new PointsOutput(request, stage, simulation, calendar, path),
                { Comfort: not null } => new ComfortOutput(request, stage, simulation, year, path),
                _ => new GridOutput(request, stage, simulation, calendar, path),
            };
            _outputs.Add(output);
        }
    }

    /// <summary>Those that a scenario asks for, going on where the simulation stands.</summary>
    /// <param name="scenario">What is asked for.</param> <param name="stage">Where.</param> <param name="simulation">Of the last simulated year.</param>
    /// <param name="folder">Of the results in the making.</param> <param name="year">That is simulated.</param>
    public static HourlyOutputs Of(Scenario scenario, Stage stage, Simulation simulation, string folder, int year) => new(scenario, stage, simulation, folder, year);

    /// <summary>Whether the hours before a checkpoint are there.</summary>
    /// <param name="scenario">What is asked for.</param> <param name="weather">Of the last simulated year.</param> <param name="folder">Of the results in the making.</param> <param name="hour">Of the checkpoint.</param>
    public static bool CanGoOn(Scenario scenario, WeatherYear weather, string folder, int hour) => scenario.Outputs.Where(o => o.ByTheHour != null).All(o =>
    {
        string growing = RunFolder.Growing(Path.Combine(folder, o.ByTheHour!));
        int done = HoursOf(o, weather).Count(h => h < hour);
        return done == 0 || (File.Exists(growing) && (o.Points == null || PointsOutput.Holds(growing, 1 + done * o.Places.Count)));
    });

    // In which hours a file is written, rising.
    private static IReadOnlyList<int> HoursOf(OutputRequest request, WeatherYear weather)
    {
        if (request.Comfort != null) return ComfortWriter.HoursOf(request.At, weather);
        (int from, int to) = request.During?.Hours ?? (0, Calendar.Hours);
        return [.. Enumerable.Range(from, to - from)];
    }

    /// <summary>Writes the hour that was stepped last.</summary>
    public void Write()
    {
        foreach (HourlyOutput output in _outputs) output.Write();
    }

    /// <summary>Sends all to disk, before a checkpoint is written.</summary>
    public void Flush()
    {
        foreach (HourlyOutput output in _outputs) output.Flush();
    }

    /// <summary>Completes the files; they get their names when the results are published.</summary>
    public void Complete()
    {
        foreach (HourlyOutput output in _outputs) output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HourlyOutput output in _outputs) output.Dispose();
    }

    /// <summary>One file that grows.</summary>
    private abstract class HourlyOutput : IDisposable
    {
        private readonly Simulation _simulation;
        private readonly int[] _hours;

        protected HourlyOutput(OutputRequest request, WeatherYear weather, Simulation simulation)
        {
            _simulation = simulation;
            _hours = [.. HoursOf(request, weather)];
            Done = _hours.Count(h => h < simulation.Hour);
        }

        /// <summary>Hours that were written before the simulation went on.</summary>
        protected int Done { get; }

        public void Write()
        {
            int hour = _simulation.Hour - 1;
            if (Array.BinarySearch(_hours, hour) is >= 0 and var record) Write(record, hour);
        }

        protected abstract void Write(int record, int hour);
        public abstract void Flush();
        public abstract void Complete();

        public abstract void Dispose();
    }

    /// <summary>A file of fields that processes show.</summary>
    private abstract class FieldOutput(OutputRequest request, Stage stage, Simulation simulation, Calendar calendar) : HourlyOutput(request, stage.WeatherOf(calendar.Year), simulation)
    {
        protected Source[] Sources { get; } = [.. request.Fields.Select(name => new Source(name, stage, simulation))];

        public override void Dispose()
        {
            foreach (Source source in Sources) source.Dispose();
        }
    }

    private sealed class ComfortOutput : HourlyOutput
    {
        private readonly ComfortWriter _writer;

        public ComfortOutput(OutputRequest request, Stage stage, Simulation simulation, int year, string path) : base(request, stage.WeatherOf(year), simulation) =>
            _writer = new(path, stage, simulation, year, Done);

        protected override void Write(int record, int hour) => _writer.Write(record, hour);

        public override void Flush() => _writer.Flush();

        public override void Complete() => _writer.Complete();

        public override void Dispose() => _writer.Dispose();
    }

    private sealed class GridOutput : FieldOutput
    {
        private readonly NetCdfWriter _writer;
        private readonly HourAxis _axis;
        private readonly int[] _variables;

        public GridOutput(OutputRequest request, Stage stage, Simulation simulation, Calendar calendar, string path) : base(request, stage, simulation, calendar)
        {
            _writer = new(path, RunFolder.Growing(path), Done);
            _axis = new(_writer, $"{stage.Territory.Name}, {calendar.Year}: by the hour", calendar);
            NetCdfGrid axes = _writer.Grid(stage.Cells, Crs.FromEpsg(stage.Territory.Epsg));
            _variables = [.. Sources.Select(s => _writer.Field(s.Quantity, axes, _axis.Dimension))];
        }

        protected override void Write(int record, int hour)
        {
            _axis.Put(record, hour);
            for (int k = 0; k < Sources.Length; k++) _writer.PutField(_variables[k], record, Sources[k].Cells, Sources[k].Values());
        }

        public override void Flush() => _writer.Flush();

        public override void Complete() => _writer.Close();

        public override void Dispose()
        {
            base.Dispose();
            _writer.Dispose();
        }
    }

    /// <summary>One row an hour and a place: the hour of the year, the time by the clocks of the place, the place, a value for each field.</summary>
    private sealed class PointsOutput : FieldOutput
    {
        private readonly Calendar _calendar;
        private readonly (string Name, int Cell)[] _places;
        private readonly FileStream _file;
        private readonly StreamWriter _writer;

        public PointsOutput(OutputRequest request, Stage stage, Simulation simulation, Calendar calendar, string path) : base(request, stage, simulation, calendar)
        {
            _calendar = calendar;
            _places = [.. request.Places.Select(p => (Csv.Quoted(p.Name), stage.Cells.PlaceOf(p.X, p.Y)))];
            string growing = RunFolder.Growing(path);
            _file = new(growing, Done > 0 ? FileMode.Open : FileMode.Create, FileAccess.ReadWrite);
            if (Done > 0) KeepLines(1 + Done * _places.Length);
            _writer = new(_file) { NewLine = "\n" };
            if (Done == 0) _writer.WriteLine(string.Join(',', ["hour", "time", "place", .. Sources.Select(s => s.Quantity.Name)]));
        }

        /// <summary>Whether a file has so many lines.</summary>
        public static bool Holds(string path, int lines)
        {
            using FileStream file = File.OpenRead(path);
            return Skip(file, lines) == lines;
        }

        // Rows after the checkpoint go; the rest stays as it is, so that a kill in between loses nothing.
        private void KeepLines(int lines)
        {
            if (Skip(_file, lines) is var held && held < lines) throw new TerritoryException($"{_file.Name} holds {held} lines, expected {lines}; run the scenario again");
            _file.SetLength(_file.Position);
        }

        // To the end of a line; the number of lines up to there.
        private static int Skip(FileStream file, int lines)
        {
            int passed = 0;
            while (passed < lines && file.ReadByte() is >= 0 and var read)
                if (read == '\n') passed++;
            return passed;
        }

        protected override void Write(int record, int hour)
        {
            float[][] values = [.. Sources.Select(s => s.Values())];
            foreach ((string name, int cell) in _places)
                _writer.WriteLine(string.Join(',', [
                    hour.ToString(CultureInfo.InvariantCulture), _calendar.TimeStamp(hour), name, .. values.Select(v => float.IsNaN(v[cell]) ? "" : (v[cell] + 0f).ToString("R", CultureInfo.InvariantCulture))]));
        }

        public override void Flush()
        {
            _writer.Flush();
            _file.Flush(flushToDisk: true);
        }

        public override void Complete() => Flush();

        public override void Dispose()
        {
            base.Dispose();
            _writer.Dispose();
        }
    }

    /// <summary>A field of the ground, or a field of the buildings gathered in cells on its device.</summary>
    private sealed class Source : IDisposable
    {
        private readonly Field _field;
        private readonly Field? _gathered;
        private readonly Transfer? _transfer;
        private readonly bool[]? _known;

        public Source(string name, Stage stage, Simulation simulation)
        {
            ShownField shown = simulation.Processes.SelectMany(p => p.Shown).First(s => s.Layer != Layer.Roads && s.Field.Name == name);
            (_field, Cells, Quantity) = (shown.Field, stage.Cells, HourlyCatalogue.OnCells(shown.Layer, shown.Field.Quantity));
            if (shown.Layer == Layer.Ground) return;
            bool summed = HourlyCatalogue.IsSummed(shown.Field.Quantity);
            Share[] shares = [.. stage.Territory.Buildings
                .Select((b, n) => (Cell: Cells.PlaceOf(b), Building: n, Weight: summed ? 1 : b.HeatedArea.Value))
                .Where(s => s.Weight > 0).Select(s => new Share(s.Building, s.Cell, s.Weight))];
            _gathered = new(Cells, _field.Device, Quantity, _field.Members);
            _transfer = summed ? Transfer.OfTotals(_field.Support, Cells, _field.Device, shares) : Transfer.OfMeans(_field.Support, Cells, _field.Device, shares);
            if (summed) return;
            _known = new bool[Cells.Count];
            foreach (Share share in shares) _known[share.To] = true;
        }

        public Grid Cells { get; }
        public Quantity Quantity { get; }

        public float[] Values()
        {
            if (_transfer == null) return _field.ToArray();
            _transfer.Run(_field, _gathered!);
            float[] values = _gathered!.ToArray();
            for (int cell = 0; _known != null && cell < values.Length; cell++)
                if (!_known[cell]) values[cell] = float.NaN;
            return values;
        }

        public void Dispose()
        {
            _gathered?.Dispose();
            _transfer?.Dispose();
        }
    }
}
