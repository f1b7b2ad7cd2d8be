using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>The horizons and the sky view of every façade side and roof segment over one surface.</summary>
internal sealed class CityHorizons
{
    /// <summary>Clear of the roof's own roughness in the cells [m].</summary>
    private const double AboveRoof = 0.1;
    /// <summary>The least height of a façade that the sun is counted on [m].</summary>
    private const double LowestFacade = 0.5;
    /// <summary>A point this far in front of a wall, in cells, is outside the building's cells whatever its angle.</summary>
    private const double InFront = 1.1;
    /// <summary>Cosine below which a direction runs along a wall rather than away from it.</summary>
    private const double Grazing = 0.2;
    /// <summary>Relief nearer than this is part of the surface itself [m].</summary>
    private const double FarRelief = 100;

    private const int PlacesPerTask = 4096;

    private readonly BuildingShapes _shapes;
    private readonly Place[] _places;
    private readonly PlaneView[] _planes;
    private readonly double[] _lengths;
    private readonly double _cellSize;
    private readonly int _buildings;

    public CityHorizons(Territory territory, BuildingShapes shapes, SurfaceModel surface, int directions)
    {
        _shapes = shapes;
        _buildings = shapes.Buildings.Count;
        _cellSize = surface.Grid.CellSize;
        Directions = directions;
        _places = new Place[4 * _buildings + shapes.RoofSegments.Count];
        _planes = new PlaneView[_places.Length];
        _lengths = [.. shapes.RoofSegments.Select(segment => Math.Sqrt(Math.Max(1, segment.Area)))];
        Parallel.For(0, _buildings, n => PlaceFacades(n, territory.Buildings[n], surface));
        Parallel.For(0, shapes.RoofSegments.Count, n => PlaceSegment(n, shapes.RoofSegments[n]));
    }

    /// <summary>Number of azimuths, evenly spaced from north.</summary>
    public int Directions { get; }

    /// <summary>Looks at a surface, and at the relief beyond it, in all directions.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="terrain">Of the whole territory [m].</param>
    /// <param name="device">Where the horizons are computed.</param>
    /// <param name="store">Given the packed horizons of each direction: four sides of all buildings, then all roof segments.</param>
    /// <returns>Sky view factors in the same order.</returns>
    public float[] Scan(Raster surface, Raster terrain, Device device, Action<int, float[]> store)
    {
        int[] order = Lookouts.Order(surface.Grid, _places);
        using Lookouts lookouts = new([.. order.Select(n => _places[n])], device);
        using Vista near = new(surface, lookouts), far = new(terrain, lookouts);
        int skip = (int)Math.Ceiling(FarRelief / terrain.Grid.CellSize);

        float[] packed = new float[_places.Length];
        double[] view = new double[_places.Length];
        for (int d = 0; d < Directions; d++)
        {
            double azimuth = 360.0 * d / Directions;
            near.Look(azimuth);
            if (terrain.Grid.Count > 1) far.Look(azimuth, afresh: false, skip);
            Sight[] seen = lookouts.Read();
            (double east, double north) = HorizonScan.Direction(azimuth);
            Parallel.For(0, (_places.Length + PlacesPerTask - 1) / PlacesPerTask, part =>
            {
                for (int k = part * PlacesPerTask; k < Math.Min(_places.Length, (part + 1) * PlacesPerTask); k++)
                {
                    int n = order[k];
                    double towards = _planes[n].Towards(east, north);
                    packed[n] = n < 4 * _buildings ? Facade(n, towards, seen[k], ref view[n]) : Segment(n, towards, seen[k], ref view[n]);
                }
            });
            store(d, packed);
        }
        return [.. view.Select((sum, n) => (float)(sum * _planes[n].Scale))];
    }

    private void PlaceFacades(int n, Building building, SurfaceModel surface)
    {
        double gutter = building.Ground.Value + building.Height.Value;
        for (int side = 0; side < 4; side++)
        {
            WallPoint wall = _shapes.Facade(n, side);
            double x = wall.X + wall.East * InFront * _cellSize, y = wall.Y + wall.North * InFront * _cellSize;
            double foot = Math.Min(Math.Max(building.Ground.Value, surface.Ground.At(x, y)), gutter - LowestFacade), height = gutter - foot;
            _places[side * _buildings + n] = new Place(x, y, foot + Horizon.Lower * height, foot + Horizon.Upper * height);
            _planes[side * _buildings + n] = new PlaneView(90, _shapes.SideAzimuth(n, side), Directions);
        }
    }

    private void PlaceSegment(int n, RoofSegment segment)
    {
        _places[4 * _buildings + n] = new Place(segment.X, segment.Y, segment.Z + AboveRoof, segment.Z + AboveRoof);
        _planes[4 * _buildings + n] = new PlaneView(segment.Tilt, segment.Azimuth, Directions);
    }

    private float Facade(int n, double towards, Sight inFront, ref double view)
    {
        if (towards <= 0) inFront = Sight.Nothing;                                                                   // the wall's own building
        Sight sight = inFront.Back(InFront * _cellSize / Math.Max(Grazing, towards));
        double lower = _planes[n].Seen(towards, sight.Lower);
        view += sight.Upper == sight.Lower ? lower : (lower + _planes[n].Seen(towards, sight.Upper)) / 2;
        Place place = _places[n];
        double upper = sight.Upper > 0 ? sight.Upper : sight.Lower - (place.Upper - place.Lower) / sight.Distance;   // of the same obstacle
        return Horizon.Pack(sight.Lower, upper);
    }

    private float Segment(int n, double towards, Sight sight, ref double view)
    {
        double rise = _planes[n].Rise, roughness = 0.02 + rise * _cellSize / sight.Distance;
        double slope = sight.Lower <= Math.Max(0, -rise * towards) + roughness ? 0 : sight.Lower;                    // a plane does not shade itself
        view += _planes[n].Seen(towards, slope);
        return Horizon.PackRoof(slope, sight.Distance / _lengths[n - 4 * _buildings]);
    }
}
