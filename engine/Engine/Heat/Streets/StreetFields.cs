using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>What cells are and how air flows over them, as fields of one member.</summary>
internal sealed class StreetFields : IDisposable
{
    /// <summary>Less than this of a cell is not told apart: walls and crowns there are left out.</summary>
    private const double Least = 1e-3;
    /// <summary>Walls of a cell without any, so that its equations stand; they see and hold next to nothing.</summary>
    private const double NoWall = 1e-4;
    private const double VonKarman = 0.4;
    /// <summary>Higher buildings are taken as this high in the flow, which is one over them at the reference height [m].</summary>
    private const double Highest = 0.5 * StationAir.Reference;
    /// <summary>Of the air over ground without buildings [m].</summary>
    private const double LowestAir = 4;
    /// <summary>Of the plan area, through which even a cell under one roof exchanges.</summary>
    private const double LeastOpening = 0.05;

    private readonly List<Field> _fields = [];
    private readonly StreetCells _cells;
    private readonly Device _device;
    private readonly int? _only;

    /// <summary>On a device.</summary>
    /// <param name="cells">What they are.</param> <param name="device">Where.</param> <param name="only">One cell, as a grid of its own; null: all.</param>
    public StreetFields(StreetCells cells, Device device, int? only = null)
    {
        (_cells, _device, _only) = (cells, device, only);
        Cells = new(
            Of("roof", n => cells.Roof[n]), Of("wall", n => HasWalls(n) ? 2 * cells.Canyon[n] * cells.Open(n) : NoWall), Of("paved", n => cells.Paved[n]), Of("natural", Natural), Of("water", n => cells.Water[n]),
            Of("over_paved", n => Under(n, cells.CrownOverPaved, cells.Paved[n])), Of("over_natural", n => Under(n, cells.CrownOverGrass, Natural(n))), Of("over_water", n => Under(n, cells.CrownOverWater, cells.Water[n])),
            Of("canyon", n => HasWalls(n) ? cells.Canyon[n] : 0), Of("grass_share", n => Natural(n) > 0 ? cells.Grass[n] / Natural(n) : 1), Of("rooted", Rooted),
            Of("roof_albedo", n => cells.RoofAlbedo[n]), Of("wall_albedo", n => StreetMaterials.Walls[cells.WallPeriod[n]].Albedo),
            Of("natural_albedo", n => Natural(n) > 0 ? (cells.Grass[n] * StreetMaterials.Grass.Albedo + cells.BareSoil[n] * StreetMaterials.BareSoil.Albedo) / Natural(n) : StreetMaterials.Grass.Albedo),
            Of("roof_evaporation", n => StreetMaterials.EvaporatedByGreenRoof * cells.GreenRoof[n]));
        RoofKind = Of("roof_kind", n => cells.RoofPeriod[n]);
        WallKind = Of("wall_kind", n => cells.WallPeriod[n]);
        Flow = new(Of("in_street", InStreet), Of("over_roofs", n => At(n, High(n) + 2)), Of("exchange", Exchange), Of("lively", Lively), Of("depth", Depth), Of("opening", Opening));
    }

    public CellViews Cells { get; }
    public View RoofKind { get; }
    public View WallKind { get; }
    public FlowViews Flow { get; }

    /// <summary>Air that moves along the streets, for one m/s at the reference height, per metre across [m]: mean over the surroundings that shape the flow.</summary>
    public View Along()
    {
        double[] along = _cells.MeanAround([.. Enumerable.Range(0, _cells.Grid.Count).Select(n => OnTheWay(n) * InStreet(n) * Depth(n))], StreetCells.FlowFrom);
        return Of("along", n => along[n]);
    }

    /// <summary>Ground that roots drink from per plan area, above 0.</summary>
    public double Rooted(int n) => Math.Max(Least, Natural(n) + (HasCrowns(n) ? _cells.CrownOverPaved[n] + _cells.CrownOverWater[n] : 0));

    private double Natural(int n) => _cells.Grass[n] + _cells.BareSoil[n];

    private bool HasWalls(int n) => 2 * _cells.Canyon[n] * _cells.Open(n) >= Least;

    private bool HasCrowns(int n) => _cells.Crown(n) >= Least;

    private double Under(int n, double[] crowns, double ground) => HasCrowns(n) && ground > 0 ? Math.Min(1, crowns[n] / ground) : 0;

    private double Opening(int n) => Math.Max(LeastOpening, _cells.Open(n));

    private double Depth(int n) => Opening(n) * Math.Max(LowestAir, _cells.Height[n]);

    private double High(int n) => HasWalls(n) ? Math.Min(Highest, _cells.Height[n]) : 0;

    private double Displacement(int n) => Math.Min(Highest, _cells.Displacement[n]);

    private double Roughness(int n) => Math.Min(0.1 * Highest, _cells.Roughness[n]);

    private double LogOfReference(int n) => Math.Log((StationAir.Reference - Displacement(n)) / Roughness(n));

    // Wind at a height over that at the reference height.
    private double At(int n, double height) => Math.Log(Math.Max(Math.Max(2, height) - Displacement(n), 2 * Roughness(n)) / Roughness(n)) / LogOfReference(n);

    // Mean over all directions of an endless street (Masson 2000, eq. 26 and appendix), passing into open ground.
    private double InStreet(int n)
    {
        double canyon = HasWalls(n) ? _cells.Canyon[n] : 0;
        return At(n, High(n)) * Math.Exp(-canyon / 4) * (1 - (1 - 2 / Math.PI) * Math.Min(1, 2 * canyon));
    }

    // How far air gets with the wind for its speed: streets of all directions lead it aside, ∫cos² over ∫|cos|.
    private double OnTheWay(int n) => 1 - (1 - Math.PI / 4) * Math.Min(1, HasWalls(n) ? 2 * _cells.Canyon[n] : 0);

    // From the height at which the air of the street is met, 2 m or the roughness length, to the reference height.
    private double Rise(int n) => (StationAir.Reference - Displacement(n)) / Math.Max(Roughness(n), 2 - Displacement(n));

    private double Exchange(int n) => VonKarman * VonKarman / LogOfReference(n) / Math.Log(Rise(n));

    private double Lively(int n) => 5.3 * 9.4 * Exchange(n) * Math.Sqrt(Rise(n));

    private View Of(string name, Func<int, double> of)
    {
        Field field = new(_only == null ? _cells.Grid : new Grid(1, 1, _cells.Grid.CellSize), _device, new(name, "1", name));
        _fields.Add(field);
        float[] values = new float[field.Support.Count];
        for (int n = 0; n < values.Length; n++) values[n] = (float)of(_only ?? n);
        field.Write(values);
        return field.Now;
    }

    public void Dispose()
    {
        foreach (Field field in _fields) field.Dispose();
    }
}
