using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Measures;

namespace TerritoryTwin.Tests.Buildings;

/// <summary>A few buildings in the open, and the sun on them without any shade.</summary>
internal sealed class Hamlet : IDisposable
{
    private readonly Field[] _beam, _diffuse;
    private readonly Field _roof;
    private readonly float[] _side;

    public Hamlet(Device device, params Building[] buildings)
    {
        Territory = new Territory
        {
            Name = "hamlet", Epsg = 2154, Latitude = 45.7, Longitude = 4.9,
            Terrain = new Raster(Grid.Square(2, 1000), [0, 0, 0, 0]), Buildings = buildings,
        };
        Shapes = BuildingShapes.Of(Territory);
        _beam = [.. Enumerable.Range(0, 4).Select(k => new Field(Shapes.Buildings, device, new($"beam_{k}", "W m-2", "test")))];
        _diffuse = [.. Enumerable.Range(0, 4).Select(k => new Field(Shapes.Buildings, device, new($"diffuse_{k}", "W m-2", "test")))];
        _roof = new(Shapes.Segments, device, new("roof", "W m-2", "test"));
        _side = new float[buildings.Length];
        Device = device;
    }

    public Device Device { get; }
    public Territory Territory { get; private set; }
    public BuildingShapes Shapes { get; }
    public Calendar Calendar { get; } = new(2001, CalendarRules.France);

    /// <summary>A rectangular building with a gable roof, 60 m from its neighbours.</summary>
    public static Building House(int place, double width = 10, double depth = 9, int floors = 2, int built = 1960, int dwellings = 1,
        HeatingSystem heating = HeatingSystem.GasBoiler, BuildingUse use = BuildingUse.Dwelling, double heatedShare = 0.8, double persons = 2.2) => new()
    {
        Id = $"b{place + 1}",
        Footprint = new Polygon(new Ring([60 * place, 60 * place + width, 60 * place + width, 60 * place], [0, 0, depth, depth]), []),
        Ground = Known<double>.Measured(200), Height = Known<double>.Measured(2.9 * floors), Use = Known<BuildingUse>.Measured(use),
        Built = Known<int>.Measured(built), Floors = Known<int>.Measured(floors), Dwellings = Known<int>.Measured(use == BuildingUse.Dwelling ? dwellings : 0),
        HeatedArea = Known<double>.Derived(heatedShare * width * depth * floors), Roof = Known<RoofShape>.Typical(RoofShape.Gabled), RoofPitch = Known<double>.Typical(30),
        Heating = Known<HeatingSystem>.Typical(heating), HotWater = Known<HeatingSystem>.Typical(heating),
        Inhabitants = Known<double>.Derived(use == BuildingUse.Dwelling ? persons * dwellings : 0), Jobs = Known<double>.Derived(0),
    };

    /// <summary>Puts panels on some of its roof segments [kWp].</summary>
    public void PutPanels(params IReadOnlyList<(int Segment, double PeakPower)> panels) =>
        Territory = Territory.WithPanels(Shapes, segment => panels.Where(p => p.Segment == segment).Sum(p => p.PeakPower));

    /// <summary>Does the works of a plan.</summary>
    public void Plan(MeasurePlan plan, int year) => Territory = plan.After(year);

    /// <summary>Renovates its first building.</summary>
    public void Renovate(RenovationPackage? works) => Territory = Territory.WithWorks(works, b => b == Territory.Buildings[0]);

    /// <summary>Runs the hours of a year, after two weeks of its end.</summary>
    public BuildingsModel Year(WeatherYear weather, BuildingsParameters parameters, int days = 365)
    {
        BuildingsModel model = new(Territory, Shapes, parameters, Calendar, Device);
        Outdoors now = new(weather);
        model.Begin(now.MeanDryBulb(8760 - 14 * 24, 14 * 24));
        for (int h = 8760 - 3 * 24; h < 8760; h++) Step(model, now, h);
        model.BeginYear();
        for (int h = 0; h < 24 * days; h++) Step(model, now, h);
        return model;
    }

    public void Step(BuildingsModel model, Outdoors now, int hour)
    {
        now.Set(hour);
        Sky sky = now.Sky[0];
        for (int side = 0; side < 4; side++)
        {
            PlaneIrradiance[] on = [.. Enumerable.Range(0, _side.Length).Select(b => new TiltedPlane(90, Shapes.SideAzimuth(b, side)).Irradiance(sky))];
            Write(_beam[side], b => on[b].Beam);
            Write(_diffuse[side], b => on[b].Sky + on[b].Ground);
        }
        _roof.Write([.. Shapes.RoofSegments.Select(s => (float)new TiltedPlane(s.Tilt, s.Azimuth).Irradiance(sky).Total)]);
        model.Step(now, new SunOnBuildings(_beam, _diffuse, _roof));
        model.EndHour(hour);
    }

    private void Write(Field field, Func<int, double> value)
    {
        for (int b = 0; b < _side.Length; b++) _side[b] = (float)value(b);
        field.Write(_side);
    }

    public void Dispose()
    {
        foreach (Field field in (Field[])[.. _beam, .. _diffuse, _roof]) field.Dispose();
    }
}
