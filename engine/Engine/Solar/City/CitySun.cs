using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Sun and sky on every façade and roof segment, with the shade of relief, buildings and trees. docs/physics/city-sun.md.</summary>
public sealed class CitySun : Process
{
    private static readonly Quantity RoofIrradiation =
        new("roof_irradiation", "kWh m-2", "sun and sky on the roof in the year, shade included, mean of its planes", QuantityKind.Benefit);

    private readonly Horizons _horizons;
    private readonly BuildingShapes _shapes;
    private readonly Territory _territory;
    private readonly Stock _buildings, _segments;
    private readonly Total _onRoof;
    private double _transmissivity = double.NaN;
    private bool _dark = true;

    /// <summary>In the dark, nothing summed yet.</summary>
    /// <param name="territory">What stands where.</param> <param name="shapes">Of its buildings.</param>
    /// <param name="horizons">Of all façades and roofs; shared, and not owned.</param>
    /// <param name="members">With a weather of their own.</param>
    public CitySun(Territory territory, BuildingShapes shapes, Horizons horizons, int members = 1) : base("sun", horizons.Device, members)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(shapes);
        (_territory, _shapes, _horizons, _buildings, _segments) = (territory, shapes, horizons, horizons.Buildings, horizons.Segments);
        BeamOnSide = BySide("beam_on_side", "W m-2", "direct irradiance, mean over the façade", Members);
        DiffuseOnSide = BySide("diffuse_on_side", "W m-2", "irradiance from sky and surroundings", Members);
        SkyViewOfSide = BySide("sky_view_of_side", "1", "sky view factor, half in the open", members: 1);
        BeamOnRoof = OnSegments("beam_on_roof", "W m-2", "direct irradiance", Members);
        OnRoof = OnSegments("irradiance_on_roof", "W m-2", "direct, sky and reflected irradiance", Members);
        _onRoof = Sum(_segments, new("irradiation_of_roof", "kWh m-2", "sun and sky in the plane of the roof", QuantityKind.Benefit));
        SkyViewOfRoof = OnSegments("sky_view_of_roof", "1", "sky view factor, (1 + cos tilt)/2 in the open", members: 1);
        SeeThroughTrees(Canopy.InLeaf);
    }

    /// <summary>Direct irradiance by side, shaded part of the façade included in the mean [W/m²], on the buildings.</summary>
    public IReadOnlyList<Field> BeamOnSide { get; }
    /// <summary>Irradiance from sky, ground and facing buildings by side [W/m²], on the buildings.</summary>
    public IReadOnlyList<Field> DiffuseOnSide { get; }
    /// <summary>Direct irradiance [W/m²], on the roof segments.</summary>
    public Field BeamOnRoof { get; }
    /// <summary>All irradiance [W/m²], on the roof segments.</summary>
    public Field OnRoof { get; }
    /// <summary>Sky view factor by side in the season of the last step, ½ in the open.</summary>
    public IReadOnlyList<Field> SkyViewOfSide { get; }
    /// <summary>Sky view factor of the roof segments in the season of the last step.</summary>
    public Field SkyViewOfRoof { get; }

    /// <summary>Irradiation of the roof segments since the year began [kWh/m²].</summary>
    public double[] IrradiationOfRoof(int member = 0) => _onRoof.Read(member);

    /// <summary>Computes the irradiances of an hour, and adds those of roofs to the year.</summary>
    /// <param name="now">Sun and sky.</param>
    /// <param name="albedo">Of the ground and of walls, 0 to 1.</param>
    public void Step(Outdoors now, double albedo)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (now.Members == 1) Step(now.Sky[0], albedo, now.Transmissivity);
        else Step([.. now.Sky], albedo, now.Transmissivity);
        Accumulate();
    }

    /// <summary>Adds the irradiance of the last step to the year of the roofs.</summary>
    public void Accumulate()
    {
        if (!_dark) Device.Run(_segments, new AddIrradiation(_onRoof.Today, OnRoof.Now));
    }

    /// <summary>Computes the irradiances of a sky.</summary>
    /// <param name="sky">Sun and sky.</param>
    /// <param name="albedo">Of the ground and of walls, 0 to 1.</param>
    /// <param name="transmissivity">Of trees: <see cref="Canopy.Transmissivity"/>.</param>
    public void Step(Sky sky, double albedo, double transmissivity = Canopy.InLeaf) => Step(new ReadOnlySpan<Sky>(in sky), albedo, transmissivity);

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables(int member)
    {
        yield return new("buildings",
        [
            new NumberColumn(new("footprint_area", "m2", "area of the outline, without courtyards"), _shapes.FootprintArea),
            new NumberColumn(new("height", "m", "from ground to gutter"), [.. _territory.Buildings.Select(b => b.Height.Value)]),
            new NumberColumn(new("roof_area", "m2", "inclined area of the roof"), _shapes.RoofArea),
            new NumberColumn(RoofIrradiation, MeanOfPlanes(_onRoof.Read(member))),
        ]);
    }

    private double[] MeanOfPlanes(double[] irradiation)
    {
        double[] sum = new double[_shapes.Buildings.Count];
        for (int segment = 0; segment < irradiation.Length; segment++) sum[_shapes.RoofSegments[segment].Building] += irradiation[segment] * _shapes.RoofSegments[segment].Area;
        return [.. sum.Select((s, building) => _shapes.RoofArea[building] > 0 ? s / _shapes.RoofArea[building] : double.NaN)];
    }

    private void Step(ReadOnlySpan<Sky> skies, double albedo, double transmissivity)
    {
        bool dark = true;
        foreach (ref readonly Sky sky in skies) dark &= IsDark(sky);
        if (dark)
        {
            Darken();
            return;
        }
        if (_horizons.HasTrees && transmissivity != _transmissivity) SeeThroughTrees(transmissivity);
        Light light = new(skies, albedo);
        for (int side = 0; side < 4; side++) LightSide(side, light);
        LightRoofs(light);
        _dark = false;
    }

    private static bool IsDark(in Sky sky) => sky.DirectNormal <= 0 && sky.DiffuseHorizontal <= 0;

    private void LightSide(int side, Light light)
    {
        (double across, double along) = side switch
        {
            0 => (light.East, light.North),
            1 => (-light.North, light.East),
            2 => (-light.East, -light.North),
            _ => (light.North, -light.East),
        };
        Device.Run(_buildings, new SunOnSide(
            _horizons.FacingEast.Now, _horizons.FacingNorth.Now, SkyViewOfSide[side].Now,
            _horizons.Solid[light.Before][side].Now, _horizons.Solid[light.After][side].Now, _horizons.Trees[light.Before][side].Now, _horizons.Trees[light.After][side].Now,
            BeamOnSide[side].Now, DiffuseOnSide[side].Now,
            (float)across, (float)along, light.Slope, light.WeightAfter, (float)_transmissivity,
            light.Direct, light.Circumsolar, light.Isotropic, light.Band, light.Reflected));
    }

    private void LightRoofs(Light light) => Device.Run(_segments, new SunOnRoof(
        _horizons.NormalEast.Now, _horizons.NormalNorth.Now, _horizons.NormalUp.Now, SkyViewOfRoof.Now,
        _horizons.Solid[light.Before][4].Now, _horizons.Solid[light.After][4].Now, _horizons.Trees[light.Before][4].Now, _horizons.Trees[light.After][4].Now,
        BeamOnRoof.Now, OnRoof.Now,
        (float)light.East, (float)light.North, (float)light.Up, light.Slope, light.WeightAfter, (float)_transmissivity,
        light.Direct, light.Circumsolar, light.Isotropic, light.Band, light.Reflected));

    private void Darken()
    {
        if (_dark) return;
        for (int side = 0; side < 4; side++) Device.Run(_buildings, new Darken(BeamOnSide[side].Now, DiffuseOnSide[side].Now));
        Device.Run(_segments, new Darken(BeamOnRoof.Now, OnRoof.Now));
        _dark = true;
    }

    private void SeeThroughTrees(double transmissivity)
    {
        _transmissivity = transmissivity;
        for (int side = 0; side < 4; side++)
            Device.Run(_buildings, new ViewThroughTrees(_horizons.SolidView[side].Now, _horizons.TreesView[side].Now, SkyViewOfSide[side].Now, (float)transmissivity));
        Device.Run(_segments, new ViewThroughTrees(_horizons.SolidView[4].Now, _horizons.TreesView[4].Now, SkyViewOfRoof.Now, (float)transmissivity));
    }

    private Field[] BySide(string name, string unit, string meaning, int members) =>
        [.. Enumerable.Range(0, 4).Select(side => Own(new Field(_buildings, Device, new($"{name}_{side}", unit, meaning), members)))];

    private Field OnSegments(string name, string unit, string meaning, int members) => Own(new Field(_segments, Device, new(name, unit, meaning), members));

    /// <summary>What the kernels are told of an hour. The sun stands in the same place for all members.</summary>
    private readonly struct Light
    {
        public Light(ReadOnlySpan<Sky> skies, double albedo)
        {
            Sky sun = skies[0];
            bool up = sun.Up > 0;
            (East, North, Up) = (sun.East, sun.North, sun.Up);
            double width = 360.0 / HorizonTables.Directions, turn = ((sun.Azimuth % 360 + 360) % 360) / width;
            Before = (int)turn % HorizonTables.Directions;
            After = (Before + 1) % HorizonTables.Directions;
            WeightAfter = (float)(turn - Math.Floor(turn));
            Slope = up ? (float)(sun.Up / Math.Max(1e-3, Math.Sqrt(sun.East * sun.East + sun.North * sun.North))) : 0;
            Direct = Each(skies, up ? static sky => sky.DirectNormal : static _ => 0);
            Circumsolar = Each(skies, up ? static sky => sky.DiffuseHorizontal * sky.Circumsolar / Math.Max(0.087, sky.Up) : static _ => 0);
            Isotropic = Each(skies, up ? static sky => sky.DiffuseHorizontal * (1 - sky.Circumsolar) : static sky => sky.DiffuseHorizontal);
            Band = Each(skies, up ? static sky => sky.DiffuseHorizontal * sky.HorizonBrightness : static _ => 0);
            Reflected = Each(skies, sky => albedo * sky.GlobalHorizontal);
        }

        public double East { get; }
        public double North { get; }
        public double Up { get; }
        public int Before { get; }
        public int After { get; }
        public float WeightAfter { get; }
        public float Slope { get; }
        public Uniform Direct { get; }
        public Uniform Circumsolar { get; }
        public Uniform Isotropic { get; }
        public Uniform Band { get; }
        public Uniform Reflected { get; }

        // Nothing falls on a member in whose weather the hour is dark, as when it is stepped alone.
        private static Uniform Each(ReadOnlySpan<Sky> skies, Func<Sky, double> of)
        {
            if (skies.Length == 1) return (float)of(skies[0]);
            float[] values = new float[skies.Length];
            for (int member = 0; member < values.Length; member++) values[member] = IsDark(skies[member]) ? 0 : (float)of(skies[member]);
            return Uniform.ByMember(values);
        }
    }
}
