using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Heat;

/// <summary>People in every cell of a place, hour after hour: the radiation from six directions at 1.1 m, mean radiant temperature and thermal index.</summary>
/// <remarks>docs/physics/comfort.md, “Radiation of a person”. Nothing is carried from hour to hour, so hours may be asked for in any order.</remarks>
public sealed class RadiantScene : IDisposable
{
    /// <summary>Fields of a cell besides one for each direction.</summary>
    private const int FieldsOfCell = 50;
    /// <summary>Sine of the sun's elevation below which there is no beam, 0.5°.</summary>
    private const double LeastSun = 0.0087;
    /// <summary>Sine of the lowest elevation by which circumsolar light is divided, 5°.</summary>
    private const double LeastCircumsolar = 0.087;

    private readonly Device _device;
    private readonly Grid _grid;
    private readonly RadiantParameters _parameters;
    private readonly List<Field> _owned = [];
    private readonly Sector[] _sectors;
    private readonly Field[] _sights;
    private readonly Field _eye, _open, _cover, _column, _row, _light, _shade, _groundTemperature, _wallTemperature, _air, _wind, _vapour;
    private readonly Standing _cells;
    private readonly Faces _sky, _crown, _beam, _warm;
    private readonly LevelLight _level;
    private readonly WallLight _walls;
    private readonly double _relief;

    /// <summary>Looks around in all cells, once.</summary>
    /// <param name="place">What stands where.</param> <param name="parameters">Of person and walls.</param> <param name="device">Where it is computed.</param>
    /// <param name="progress">Told the share of the looking that is done, 0 to 1; null: nobody asks.</param>
    /// <exception cref="TerritoryException">The cells would not fit in memory.</exception>
    /// <exception cref="ArgumentException">A parameter is impossible.</exception>
    public RadiantScene(RadiantPlace place, RadiantParameters parameters, Device device, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(device);
        parameters.Require();
        (_grid, _parameters, _device, Place) = (place.Grid, parameters, device, place);
        RequireMemory();

        float low = place.Solid.Where(z => !float.IsNaN(z)).DefaultIfEmpty(0).Min();
        (Field solid, Field top, Field bottom) = (New("solid", "m", -RadiantPlace.Nowhere), New("crown_top", "m", -RadiantPlace.Nowhere), New("crown_bottom", "m", RadiantPlace.Nowhere));
        Write(solid, cell => float.IsNaN(place.Solid[cell]) ? low : place.Solid[cell]);
        Write(top, cell => place.CrownTops[cell]);
        Write(bottom, cell => place.CrownBottoms[cell]);
        (_eye, _open, _cover, _column, _row) = (New("eye", "m"), New("open", "1"), New("cover", "1"), New("column", "1"), New("row", "1"));
        Write(_eye, cell => (float.IsNaN(place.Ground[cell]) ? low : place.Ground[cell]) + RadiantKernels.Eye);
        Write(_open, cell => place.IsOpen(cell) ? 1 : 0);
        Write(_cover, cell => place.Covers[cell]);
        Write(_column, cell => cell % _grid.Columns);
        Write(_row, cell => cell / _grid.Columns);
        _cells = new(solid.Now, top.Now, bottom.Now);
        float highest = Math.Max(place.Solid.Where(z => !float.IsNaN(z)).DefaultIfEmpty(0).Max(), place.CrownTops.Max());
        _relief = highest - low - RadiantKernels.Eye;

        (_light, _shade) = (New("light", "1"), New("shade", "m", -RadiantPlace.Nowhere));
        (_groundTemperature, _wallTemperature, _air, _wind, _vapour) = (New("ground", "°C"), New("wall", "°C"), New("air", "°C"), New("wind", "m/s"), New("vapour", "Pa"));
        (SkyView, CrownView) = (New("sky_up", "1"), New("crown_up", "1"));
        (_sky, _crown, _beam, _warm) = (OfFaces("sky", SkyView), OfFaces("crown", CrownView), OfFaces("beam", New("beam_up", "1")), OfFaces("warm", New("warm_up", "1")));
        ShortwaveDown = New("shortwave_down", "W/m²");
        LongwaveDown = New("longwave_down", "W/m²");
        ShortwaveUp = New("shortwave_up", "W/m²");
        LongwaveUp = New("longwave_up", "W/m²");
        RadiantTemperature = New("mean_radiant_temperature", "°C");
        ThermalIndex = New("utci", "°C");
        _level = new(ShortwaveDown.Now, LongwaveDown.Now, New("ground_short", "W/m²").Now, New("ground_long", "W/m²").Now);
        _walls = new(New("scattered", "W/m²").Now, New("shaded", "W/m²").Now, New("sunlit", "W/m²").Now);
        _sectors = Sectors.All(parameters.Directions);
        _sights = [.. _sectors.Select(_ => New("sight", "1"))];
        LookAround(progress);
    }

    /// <summary>What stands where.</summary>
    public RadiantPlace Place { get; }
    /// <summary>Mean radiant temperature of a standing person [°C]; missing where a building stands.</summary>
    public Field RadiantTemperature { get; }
    /// <summary>Universal thermal climate index [°C]; missing where a building stands, and beyond its range.</summary>
    public Field ThermalIndex { get; }
    /// <summary>Short-wave from above at 1.1 m [W/m²].</summary>
    public Field ShortwaveDown { get; }
    /// <summary>Short-wave from below at 1.1 m [W/m²].</summary>
    public Field ShortwaveUp { get; }
    /// <summary>Long-wave from above at 1.1 m [W/m²].</summary>
    public Field LongwaveDown { get; }
    /// <summary>Long-wave from below at 1.1 m [W/m²].</summary>
    public Field LongwaveUp { get; }
    /// <summary>Share of the sun's beam at 1.1 m in the hour: 1 in the sun, 0 in the shadow of walls, between them under crowns.</summary>
    public Field Light => _light;
    /// <summary>Sky view factor at 1.1 m, crowns opaque.</summary>
    public Field SkyView { get; }
    /// <summary>View factor of crowns at 1.1 m.</summary>
    public Field CrownView { get; }

    /// <summary>Computes an hour.</summary>
    /// <param name="hour">Weather, sun and sky.</param>
    /// <param name="surroundings">What is known of air, ground and walls; else the air of the weather, and surfaces as warm as the published rule has them.</param>
    public void Hour(in RadiantHour hour, RadiantSurroundings? surroundings = null)
    {
        Sky sky = hour.Sky;
        bool sunny = sky.Up > LeastSun;
        if (sunny) CastShadows(hour);
        else _device.Run(_grid, new CoverSun(_light.Now, _beam, _warm));
        WeatherHour weather = hour.Weather;
        RadiantHour now = hour;
        float vapour = (float)(Utci.SaturationPressure(new Compute.Double(weather.DryBulb)).V * weather.RelativeHumidity);
        _device.Run(_grid, new SpreadAir(_air.Now, _wind.Now, _vapour.Now, (float)weather.DryBulb, (float)weather.WindSpeed, vapour));
        _device.Run(_grid, new WarmSurfaces(_light.Now, _cover.Now, _groundTemperature.Now, _wallTemperature.Now, (float)weather.DryBulb, ByCover.Of(cover => Rise(now, cover))));
        View air = (surroundings?.Air ?? _air).Now, wind = (surroundings?.Wind ?? _wind).Now, damp = (surroundings?.Vapour ?? _vapour).Now, ground = (surroundings?.Ground ?? _groundTemperature).Now, wall = (surroundings?.Wall ?? _wallTemperature).Now;
        HourOfSky light = LightOf(hour, sunny);
        Reflections reflections = new((float)_parameters.WallAlbedo, (float)_parameters.WallEmissivity, (float)_parameters.CrownAlbedo);
        _device.Run(_grid, new LookDown(
            _open.Now, _cover.Now, _light.Now, _sky.Up, _crown.Up, _beam.Up, _warm.Up, air, ground, wall, _level, _walls, light, reflections,
            ByCover.Of(cover => cover.Albedo), ByCover.Of(cover => cover.Emissivity), surroundings?.Wall is null && sunny ? (float)Rise(hour, RadiantCover.Wall) : 0));
        _device.Run(_grid, new Feel(
            _light.Now, _sky, _crown, _beam, _warm, new(_level, (float)(1 / _grid.CellSize)), _walls, new(air, wind, damp),
            new(ShortwaveUp.Now, LongwaveUp.Now, RadiantTemperature.Now, ThermalIndex.Now), light, reflections, new((float)_parameters.AbsorbedShortwave, (float)_parameters.AbsorbedLongwave)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in _owned) field.Dispose();
    }

    private static double Rise(in RadiantHour hour, RadiantCover cover) => cover.Rise(hour.Clock, hour.Sunrise, hour.Highest, hour.Clearness);

    private static HourOfSky LightOf(in RadiantHour hour, bool sunny)
    {
        Sky sky = hour.Sky;
        double diffuse = sky.DiffuseHorizontal, level = Math.Sqrt(Math.Max(0, 1 - sky.Up * sky.Up));
        if (!sunny) return new(0, 0, 1, 0, 0, (float)diffuse, 0, (float)hour.Weather.SkyLongwave, (float)hour.Transmissivity);
        double beam = sky.DirectNormal + diffuse * sky.Circumsolar / Math.Max(LeastCircumsolar, sky.Up);
        return new(
            (float)beam, (float)sky.Up, (float)level, (float)(sky.East / level), (float)(sky.North / level),
            (float)(diffuse * (1 - sky.Circumsolar)), (float)(diffuse * sky.HorizonBrightness), (float)hour.Weather.SkyLongwave, (float)hour.Transmissivity);
    }

    private void LookAround(Action<double>? progress)
    {
        const int piece = RadiantKernels.PieceCells, longPiece = piece * piece, firstPiece = RadiantKernels.NearCells + 1, firstLong = firstPiece + piece * RadiantKernels.NearPieces;
        double reach = Math.Min(_parameters.Reach / _grid.CellSize, Math.Max(_grid.Rows, _grid.Columns));
        int pieces = Math.Clamp((int)Math.Ceiling((reach - RadiantKernels.NearCells) / piece), 0, RadiantKernels.NearPieces);
        int longPieces = Math.Max(0, (int)Math.Ceiling((reach - firstLong + 1) / longPiece));
        using Extremes near = new(this), far = new(this);
        for (int d = 0; d < _sectors.Length; d++)
        {
            Sector sector = _sectors[d];
            (float east, float north) = ((float)sector.East, (float)sector.North);
            _device.Run(_grid, new GatherPieces(_cells, near.Standing, east, north));
            _device.Run(_grid, new GatherPieces(near.Standing, far.Standing, piece * east, piece * north));
            _device.Run(_grid, new SeeSector(
                _cells, new(near.Standing, firstPiece, piece, pieces), new(far.Standing, firstLong, longPiece, longPieces), _eye.Now, _sights[d].Now, _sky, _crown,
                Sectors.SharesOf(sector.Azimuth, _sectors.Length), east, north, (float)(sector.Length * _grid.CellSize), (float)_grid.CellSize));
            progress?.Invoke((d + 1.0) / _sectors.Length);
        }
    }

    private void CastShadows(in RadiantHour hour)
    {
        Sector towards = Sector.Of(hour.Sky.Azimuth);
        double rise = towards.Length * _grid.CellSize * hour.Sky.Up / Math.Sqrt(1 - hour.Sky.Up * hour.Sky.Up);
        double most = Math.Min(Math.Min(_parameters.Reach / (towards.Length * _grid.CellSize), Math.Max(_grid.Rows, _grid.Columns)), _relief / rise);
        _device.Run(_grid, new CastShadows(
            _cells, _eye.Now, _shade.Now, _light.Now, (float)towards.East, (float)towards.North, (float)rise, (float)Math.Ceiling(most) + 1, (float)hour.Transmissivity));
        int[] facing = [.. Enumerable.Range(0, _sectors.Length).OrderByDescending(Facing)];              // the others' walls are in the shade
        int lit = facing.Count(d => Facing(d) > 0);
        for (int first = 0; first < lit; first += RadiantKernels.SectorsAtOnce)
        {
            SunnySector[] s = [.. facing.Skip(first).Take(RadiantKernels.SectorsAtOnce).Select(Sunny)];
            _device.Run(_grid, new LightWalls(
                s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], _shade.Now, _eye.Now, _column.Now, _row.Now, _beam, _warm, first == 0 ? 1 : 0));
        }

        double Facing(int d) => -Math.Cos((_sectors[d].Azimuth - towards.Azimuth) * (Math.PI / 180));     // the wall looks back at the person

        SunnySector Sunny(int d)
        {
            Sector sector = _sectors[d];
            return new(
                _sights[d].Now, Sectors.SharesOf(sector.Azimuth, _sectors.Length), (float)sector.East, (float)sector.North, (float)(sector.Length * _grid.CellSize), (float)Math.Max(0, Facing(d)));
        }
    }

    /// <summary>Memory that a scene takes [bytes].</summary>
    /// <param name="cells">Of its grid.</param> <param name="parameters">Of person and walls.</param>
    public static double BytesOf(double cells, RadiantParameters parameters) => 4.0 * (FieldsOfCell + parameters.Directions) * cells;

    /// <summary>Memory that a scene may take: half of the machine's [bytes].</summary>
    public static double MostBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2.0;

    private void RequireMemory()
    {
        double needed = BytesOf(_grid.Count, _parameters), most = MostBytes;
        if (needed <= most) return;
        throw new TerritoryException(
            $"radiant scene: {_grid.Rows} × {_grid.Columns} cells of {_grid.CellSize:0.##} m take {needed / 1e9:0.0} GB, more than half of the {2 * most / 1e9:0.0} GB of this machine. "
            + $"Ask for a smaller area, or for cells of {Math.Ceiling(10 * _grid.CellSize * Math.Sqrt(needed / most)) / 10:0.#} m.");
    }

    private Faces OfFaces(string name, Field up) =>
        new(up.Now, New($"{name}_north", "1").Now, New($"{name}_east", "1").Now, New($"{name}_south", "1").Now, New($"{name}_west", "1").Now);

    private Field New(string name, string unit, float? outside = null)
    {
        Field field = new(_grid, _device, new(name, unit, "of a person's radiation"), boundary: outside is { } value ? Boundary.Open(value) : Boundary.CopyEdge);
        _owned.Add(field);
        return field;
    }

    private void Write(Field field, Func<int, float> value)
    {
        float[] values = new float[_grid.Count];
        Parallel.For(0, _grid.Rows, j =>
        {
            for (int cell = j * _grid.Columns; cell < (j + 1) * _grid.Columns; cell++) values[cell] = value(cell);
        });
        field.Write(values);
    }

    /// <summary>Fields of extremes over pieces of rays, while they are needed.</summary>
    private sealed class Extremes(RadiantScene scene) : IDisposable
    {
        private readonly Field _solid = Of(scene, "solid", -RadiantPlace.Nowhere), _top = Of(scene, "crown_top", -RadiantPlace.Nowhere), _bottom = Of(scene, "crown_bottom", RadiantPlace.Nowhere);

        public Standing Standing => new(_solid.Now, _top.Now, _bottom.Now);

        public void Dispose()
        {
            _solid.Dispose();
            _top.Dispose();
            _bottom.Dispose();
        }

        private static Field Of(RadiantScene scene, string name, float outside) => new(scene._grid, scene._device, new(name, "m", "extremes over a piece of ray"), boundary: Boundary.Open(outside));
    }
}
