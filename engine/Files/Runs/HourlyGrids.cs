using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Runs;

/// <summary>Grids by the hour, written while the last simulated year passes: what processes show of the ground, and of buildings gathered in its cells.</summary>
internal sealed class HourlyGrids : IDisposable
{
    private readonly List<Output> _outputs = [];

    private HourlyGrids(Scenario scenario, Stage stage, Simulation simulation, string folder, int year)
    {
        Calendar calendar = stage.CalendarOf(year);
        foreach (OutputRequest request in scenario.Outputs.Where(o => o.Every != null))
            _outputs.Add(new(request, stage, simulation, calendar, Path.Combine(folder, request.Grid!), simulation.Hour));
    }

    /// <summary>Those that a scenario asks for, going on where the simulation stands.</summary>
    /// <param name="scenario">What is asked for.</param> <param name="stage">Where.</param> <param name="simulation">Of the last simulated year.</param>
    /// <param name="folder">Of the results in the making.</param> <param name="year">That is simulated.</param>
    public static HourlyGrids Of(Scenario scenario, Stage stage, Simulation simulation, string folder, int year) => new(scenario, stage, simulation, folder, year);

    /// <summary>Whether the hours before a checkpoint are there.</summary>
    public static bool CanGoOn(Scenario scenario, string folder, int hour) =>
        scenario.Outputs.Where(o => o.Every != null).All(o => hour <= (o.During?.Hours.From ?? 0) || File.Exists(RunFolder.Growing(Path.Combine(folder, o.Grid!))));

    /// <summary>Writes the hour that was stepped last.</summary>
    public void Write()
    {
        foreach (Output output in _outputs) output.Write();
    }

    /// <summary>Sends all to disk, before a checkpoint is written.</summary>
    public void Flush()
    {
        foreach (Output output in _outputs) output.Flush();
    }

    /// <summary>Completes the files; they get their names when the results are published.</summary>
    public void Complete()
    {
        foreach (Output output in _outputs) output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Output output in _outputs) output.Dispose();
    }

    private sealed class Output : IDisposable
    {
        private readonly Simulation _simulation;
        private readonly NetCdfWriter _writer;
        private readonly HourAxis _axis;
        private readonly int _from, _to;
        private readonly Source[] _sources;
        private readonly int[] _variables;

        public Output(OutputRequest request, Stage stage, Simulation simulation, Calendar calendar, string path, int hour)
        {
            _simulation = simulation;
            (_from, _to) = request.During?.Hours ?? (0, Calendar.Hours);
            string aside = RunFolder.Growing(path);
            int whole = Math.Clamp(hour - _from, 0, _to - _from);
            _writer = new(path, aside, whole);
            _axis = new(_writer, $"{stage.Territory.Name}, {calendar.Year}: by the hour", calendar);
            NetCdfGrid axes = _writer.Grid(stage.Cells, Crs.FromEpsg(stage.Territory.Epsg));
            _sources = [.. request.Fields.Select(name => new Source(name, stage, simulation))];
            _variables = [.. _sources.Select(s => _writer.Field(s.Quantity, axes, _axis.Dimension))];
        }

        public void Write()
        {
            int hour = _simulation.Hour - 1;
            if (hour < _from || hour >= _to) return;
            _axis.Put(hour - _from, hour);
            for (int k = 0; k < _sources.Length; k++) _writer.PutField(_variables[k], hour - _from, _sources[k].Cells, _sources[k].Values());
        }

        public void Flush() => _writer.Flush();

        public void Complete() => _writer.Close();

        public void Dispose()
        {
            foreach (Source source in _sources) source.Dispose();
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
