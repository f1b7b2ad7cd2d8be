using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Sun and sky on every façade and roof segment, with the shade of relief, buildings and trees. docs/physics/city-sun.md.</summary>
public sealed class CitySun : IDisposable
{
    private readonly Horizons _horizons;
    private readonly Device _device;
    private readonly Stock _buildings, _segments;
    private readonly List<IDisposable> _owned = [];
    private double _transmissivity = double.NaN;
    private bool _dark = true;

    /// <summary>In the dark, nothing summed yet.</summary>
    /// <param name="horizons">Of all façades and roofs; shared, and not owned.</param>
    public CitySun(Horizons horizons)
    {
        ArgumentNullException.ThrowIfNull(horizons);
        (_horizons, _device, _buildings, _segments) = (horizons, horizons.Device, horizons.Buildings, horizons.Segments);
        BeamOnSide = BySide("beam_on_side", "W m-2", "direct irradiance, mean over the façade");
        DiffuseOnSide = BySide("diffuse_on_side", "W m-2", "irradiance from sky and surroundings");
        IrradiationOfSide = BySide("irradiation_of_side", "kWh m-2", "irradiance summed since the start");
        SkyViewOfSide = BySide("sky_view_of_side", "1", "sky view factor, half in the open");
        BeamOnRoof = OnSegments("beam_on_roof", "W m-2", "direct irradiance");
        OnRoof = OnSegments("irradiance_on_roof", "W m-2", "direct, sky and reflected irradiance");
        IrradiationOfRoof = OnSegments("irradiation_of_roof", "kWh m-2", "irradiance summed since the start");
        SkyViewOfRoof = OnSegments("sky_view_of_roof", "1", "sky view factor, (1 + cos tilt)/2 in the open");
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
    /// <summary>Irradiation by side that <see cref="Accumulate"/> has summed [kWh/m²], on the buildings.</summary>
    public IReadOnlyList<Field> IrradiationOfSide { get; }
    /// <summary>Irradiation that <see cref="Accumulate"/> has summed [kWh/m²], on the roof segments.</summary>
    public Field IrradiationOfRoof { get; }
    /// <summary>Sky view factor by side in the season of the last step, ½ in the open.</summary>
    public IReadOnlyList<Field> SkyViewOfSide { get; }
    /// <summary>Sky view factor of the roof segments in the season of the last step.</summary>
    public Field SkyViewOfRoof { get; }

    /// <summary>Computes the irradiances of an hour.</summary>
    /// <param name="sky">Sun and sky.</param>
    /// <param name="albedo">Of the ground and of walls, 0 to 1.</param>
    /// <param name="transmissivity">Of trees: <see cref="Canopy.Transmissivity"/>.</param>
    public void Step(Sky sky, double albedo, double transmissivity = Canopy.InLeaf)
    {
        if (sky.DirectNormal <= 0 && sky.DiffuseHorizontal <= 0)
        {
            Darken();
            return;
        }
        if (_horizons.HasTrees && transmissivity != _transmissivity) SeeThroughTrees(transmissivity);
        Light light = new(sky, albedo);
        for (int side = 0; side < 4; side++) LightSide(side, light);
        LightRoofs(light);
        _dark = false;
    }

    /// <summary>Adds the irradiance of the last step to the sums of façades and roofs.</summary>
    /// <param name="hours">Length of the step [h].</param>
    public void Accumulate(double hours = 1)
    {
        if (_dark) return;
        for (int side = 0; side < 4; side++)
            _device.Run(_buildings, new AddIrradiation(IrradiationOfSide[side].Now, BeamOnSide[side].Now, DiffuseOnSide[side].Now, (float)hours));
        AccumulateRoofs(hours);
    }

    /// <summary>Adds the irradiance of the last step to the sums of roofs alone.</summary>
    /// <param name="hours">Length of the step [h].</param>
    public void AccumulateRoofs(double hours = 1)
    {
        if (!_dark) _device.Run(_segments, new AddTotal(IrradiationOfRoof.Now, OnRoof.Now, (float)hours));
    }

    /// <summary>The sums begin again at zero.</summary>
    public void ForgetSums()
    {
        foreach (Field sum in IrradiationOfSide.Append(IrradiationOfRoof)) sum.Fill(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable field in _owned) field.Dispose();
        _owned.Clear();
    }

    private void LightSide(int side, Light light)
    {
        (double across, double along) = side switch
        {
            0 => (light.East, light.North),
            1 => (-light.North, light.East),
            2 => (-light.East, -light.North),
            _ => (light.North, -light.East),
        };
        _device.Run(_buildings, new SunOnSide(
            _horizons.FacingEast.Now, _horizons.FacingNorth.Now, SkyViewOfSide[side].Now,
            _horizons.Solid[light.Before][side].Now, _horizons.Solid[light.After][side].Now, _horizons.Trees[light.Before][side].Now, _horizons.Trees[light.After][side].Now,
            BeamOnSide[side].Now, DiffuseOnSide[side].Now,
            (float)across, (float)along, light.Slope, light.WeightAfter, (float)_transmissivity,
            light.Direct, light.Circumsolar, light.Isotropic, light.Band, light.Reflected));
    }

    private void LightRoofs(Light light) => _device.Run(_segments, new SunOnRoof(
        _horizons.NormalEast.Now, _horizons.NormalNorth.Now, _horizons.NormalUp.Now, SkyViewOfRoof.Now,
        _horizons.Solid[light.Before][4].Now, _horizons.Solid[light.After][4].Now, _horizons.Trees[light.Before][4].Now, _horizons.Trees[light.After][4].Now,
        BeamOnRoof.Now, OnRoof.Now,
        (float)light.East, (float)light.North, (float)light.Up, light.Slope, light.WeightAfter, (float)_transmissivity,
        light.Direct, light.Circumsolar, light.Isotropic, light.Band, light.Reflected));

    private void Darken()
    {
        if (_dark) return;
        for (int side = 0; side < 4; side++) _device.Run(_buildings, new Darken(BeamOnSide[side].Now, DiffuseOnSide[side].Now));
        _device.Run(_segments, new Darken(BeamOnRoof.Now, OnRoof.Now));
        _dark = true;
    }

    private void SeeThroughTrees(double transmissivity)
    {
        _transmissivity = transmissivity;
        for (int side = 0; side < 4; side++)
            _device.Run(_buildings, new ViewThroughTrees(_horizons.SolidView[side].Now, _horizons.TreesView[side].Now, SkyViewOfSide[side].Now, (float)transmissivity));
        _device.Run(_segments, new ViewThroughTrees(_horizons.SolidView[4].Now, _horizons.TreesView[4].Now, SkyViewOfRoof.Now, (float)transmissivity));
    }

    private Field[] BySide(string name, string unit, string meaning) =>
        [.. Enumerable.Range(0, 4).Select(side => Own(new Field(_buildings, _device, new($"{name}_{side}", unit, meaning))))];

    private Field OnSegments(string name, string unit, string meaning) => Own(new Field(_segments, _device, new(name, unit, meaning)));

    private Field Own(Field field)
    {
        _owned.Add(field);
        return field;
    }

    /// <summary>What the kernels are told of an hour.</summary>
    private readonly struct Light
    {
        public Light(Sky sky, double albedo)
        {
            bool up = sky.Up > 0;
            (East, North, Up) = (sky.East, sky.North, sky.Up);
            double width = 360.0 / HorizonTables.Directions, turn = ((sky.Azimuth % 360 + 360) % 360) / width;
            Before = (int)turn % HorizonTables.Directions;
            After = (Before + 1) % HorizonTables.Directions;
            WeightAfter = (float)(turn - Math.Floor(turn));
            Slope = up ? (float)(sky.Up / Math.Max(1e-3, Math.Sqrt(sky.East * sky.East + sky.North * sky.North))) : 0;
            double around = up ? sky.Circumsolar : 0, band = up ? sky.HorizonBrightness : 0;
            Direct = up ? (float)sky.DirectNormal : 0;
            Circumsolar = (float)(sky.DiffuseHorizontal * around / Math.Max(0.087, sky.Up));
            Isotropic = (float)(sky.DiffuseHorizontal * (1 - around));
            Band = (float)(sky.DiffuseHorizontal * band);
            Reflected = (float)(albedo * sky.GlobalHorizontal);
        }

        public double East { get; }
        public double North { get; }
        public double Up { get; }
        public int Before { get; }
        public int After { get; }
        public float WeightAfter { get; }
        public float Slope { get; }
        public float Direct { get; }
        public float Circumsolar { get; }
        public float Isotropic { get; }
        public float Band { get; }
        public float Reflected { get; }
    }
}
