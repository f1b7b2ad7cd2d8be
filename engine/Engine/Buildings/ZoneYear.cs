using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Buildings;

/// <summary>What surrounds and rules a zone for one hour.</summary>
/// <param name="Outdoor">Air temperature outdoors, which is also that of the air that comes in [°C].</param>
/// <param name="Solar">Sun taken in through glass and walls, less any exchange with the sky not in <see cref="ThermalZone.SkyLoss"/> [W].</param>
/// <param name="Inside">Heat of people and appliances [W].</param>
/// <param name="HeatBelow">Heating set-point [°C]; −∞ for none.</param>
/// <param name="CoolAbove">Cooling set-point [°C]; +∞ for none.</param>
/// <param name="Presence">Share of <see cref="ThermalZone.Ventilation"/> that runs, and of the windows that someone is there to open, 0 to 1.</param>
/// <param name="SkyDrop">How much colder than the air the sky radiates [K].</param>
public readonly record struct ZoneHour(
    double Outdoor, double Solar, double Inside, double HeatBelow, double CoolAbove, double Presence = 1, double SkyDrop = 0);

/// <summary>How a zone is run for one hour of a weather year.</summary>
/// <param name="Inside">Heat of people and appliances [W].</param>
/// <param name="HeatBelow">Heating set-point [°C]; −∞ for none.</param>
/// <param name="CoolAbove">Cooling set-point [°C]; +∞ for none.</param>
/// <param name="Presence">Share of <see cref="ThermalZone.Ventilation"/> that runs, and of the windows that someone is there to open, 0 to 1.</param>
public readonly record struct ZoneOperation(double Inside, double HeatBelow, double CoolAbove, double Presence = 1);

/// <summary>What a zone did over a year.</summary>
/// <param name="Heating">Heat needed [kWh].</param>
/// <param name="Cooling">Cold needed [kWh].</param>
/// <param name="PeakHeating">Largest hourly heating power [kW].</param>
/// <param name="PeakCooling">Largest hourly cooling power [kW].</param>
/// <param name="Power">Of each hour: heating positive, cooling negative [W].</param>
/// <param name="Air">Of each hour: air temperature [°C].</param>
/// <param name="MassEnd">Mass at the end of each hour [°C].</param>
/// <param name="Imbalance">Largest remainder of an hour's heat balance over the largest power of that hour; 0 but for rounding.</param>
public sealed record ZoneYearResult(
    double Heating, double Cooling, double PeakHeating, double PeakCooling, double[] Power, double[] Air, double[] MassEnd, double Imbalance)
{
    /// <summary>Coldest hourly air temperature [°C].</summary>
    public double MinimumAir => Air.Min();
    /// <summary>Mean air temperature [°C].</summary>
    public double MeanAir => Air.Average();
    /// <summary>Hottest hourly air temperature [°C].</summary>
    public double MaximumAir => Air.Max();
}

/// <summary>One zone, hour by hour, in float64: the kernel of the building stock, <see cref="StepZones"/>, over memory of its own.</summary>
public static class ZoneYear
{
    /// <summary>Runs a zone through its hours.</summary>
    /// <param name="zone">The zone; its people, equipment and cooking are not used: <see cref="ZoneHour.Inside"/> says the gains.</param>
    /// <param name="hours">In order; a year has 8,760.</param>
    /// <param name="firstMass">Mass temperature at the start of the first run [°C].</param>
    /// <param name="runs">How often the hours are run; the last run is returned. Two forget <paramref name="firstMass"/>.</param>
    /// <param name="radiantShare">Of the surfaces in the temperature that is controlled: 0 the air, as annex C has it; 0.7 the operative one.</param>
    /// <exception cref="ArgumentException">There are no hours, or no runs; or the zone has <see cref="ThermalZone.Faults"/>.</exception>
    public static ZoneYearResult Run(ThermalZone zone, IReadOnlyList<ZoneHour> hours, double firstMass = 20, int runs = 2, double radiantShare = 0)
    {
        if (hours.Count == 0 || runs < 1) throw new ArgumentException("a zone runs for at least one hour, once", nameof(hours));
        OneZone state = new(zone, firstMass, radiantShare);
        return Run(hours.Count, runs, state, h => hours[h]);
    }

    /// <summary>Runs a zone that stands in the open through a weather year, twice; the second run is returned.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="year">Its weather.</param>
    /// <param name="operation">How it is run in each hour of the year.</param>
    /// <param name="albedo">Of the ground, 0 to 1.</param>
    /// <param name="diffuseTransmission">Of glass for diffuse light, against normal incidence.</param>
    /// <param name="skyDrop">How much colder than the air the sky radiates [K]; NaN takes it from the weather.</param>
    /// <param name="radiantShare">Of the surfaces in the temperature that is controlled: 0 the air, 0.7 the operative one.</param>
    /// <exception cref="ArgumentException">The zone has <see cref="ThermalZone.Faults"/>.</exception>
    public static ZoneYearResult Run(
        ThermalZone zone, WeatherYear year, Func<int, ZoneOperation> operation, double albedo = 0.2, double diffuseTransmission = 0.87, double skyDrop = double.NaN,
        double radiantShare = 0)
    {
        OneZone state = new(zone, firstMass: 20, radiantShare);
        TiltedPlane[] sides = [.. Enumerable.Range(0, 4).Select(k => new TiltedPlane(90, zone.Azimuth + 90 * k, albedo))];
        Sky[] skies = SkyModel.Of(year);
        return Run(year.Hours.Count, runs: 2, state, h =>
        {
            WeatherHour weather = year.Hours[h];
            ZoneOperation run = operation(h);
            double solar = state.TakeSun(skies[h], sides, diffuseTransmission);
            return new ZoneHour(weather.DryBulb, solar, run.Inside, run.HeatBelow, run.CoolAbove, run.Presence,
                double.IsNaN(skyDrop) ? BuildingsModel.SkyDrop(weather) : skyDrop);
        });
    }

    private static ZoneYearResult Run(int hours, int runs, OneZone state, Func<int, ZoneHour> hour)
    {
        double[] power = new double[hours], air = new double[hours], mass = new double[hours];
        double imbalance = 0;
        for (int run = 1; run <= runs; run++)
        {
            for (int h = 0; h < hours; h++)
            {
                ZoneHour now = hour(h);
                state.Step(now);
                if (run < runs) continue;
                power[h] = state.Power;
                air[h] = state.Air;
                mass[h] = state.Mass;
                imbalance = Math.Max(imbalance, state.Imbalance / Math.Max(1, Math.Max(Math.Abs(power[h]), Math.Abs(now.Solar) + now.Inside)));
            }
        }
        return new(power.Sum(p => Math.Max(p, 0)) / 1000, power.Sum(p => Math.Max(-p, 0)) / 1000,
            Math.Max(0, power.Max()) / 1000, Math.Max(0, -power.Min()) / 1000, power, air, mass, imbalance);
    }

    /// <summary>The fields of a single zone, as numbers in double precision.</summary>
    private sealed class OneZone
    {
        private readonly List<double> _initial = [];
        private readonly float _radiantShare;
        private readonly double[] _values;
        private readonly ZoneViews _zone;
        private readonly ProfileViews _hour;
        private readonly ZoneSums _day;
        private readonly View _outdoor, _solar, _mass, _next, _air, _heating, _cooling, _opaqueRoof, _facingEast, _facingNorth, _shutters;
        private readonly Sides _glazed, _opaques, _beam, _diffuse;

        public OneZone(ThermalZone zone, double firstMass, double radiantShare)
        {
            string[] faults = [.. zone.Faults()];
            if (faults.Length > 0) throw new ArgumentException(string.Join('\n', faults), nameof(zone));
            _radiantShare = (float)radiantShare;
            _zone = new(
                Capacity: Slot(zone.HeatCapacity / 3600), MassToSurface: Slot(zone.MassToSurface), SurfaceToAir: Slot(zone.SurfaceToAir),
                Windows: Slot(zone.Windows), OutdoorToMass: Slot(zone.OutdoorToMass), MassShare: Slot(zone.MassShare), SurfaceShare: Slot(zone.SurfaceShare),
                Infiltration: Slot(zone.Infiltration), Ventilation: Slot(zone.Ventilation), Opening: Slot(zone.Opening), SkyLoss: Slot(zone.SkyLoss),
                People: Slot(0), Equipment: Slot(1), Cooking: Slot(0), MaxHeating: Slot(zone.MaxHeating), MaxCooling: Slot(zone.MaxCooling), CoolFrom: Slot(zone.CoolFrom), Comfort: Slot(0));
            _hour = new(Slot(0), Slot(0), Slot(0), Slot(0), Slot(0));
            _day = new(Slot(0), Slot(0), Slot(0), Slot(0), Slot(0));
            _outdoor = Slot(0);
            _solar = Slot(0);
            _mass = Slot(firstMass);
            _next = Slot(0);
            _air = Slot(0);
            _heating = Slot(0);
            _cooling = Slot(0);
            _glazed = SlotsOf(zone.Glazed);
            _opaques = SlotsOf(zone.Opaques);
            _beam = SlotsOf([0, 0, 0, 0]);
            _diffuse = SlotsOf([0, 0, 0, 0]);
            _opaqueRoof = Slot(zone.OpaqueRoof);
            _facingEast = Slot(Math.Sin(zone.Azimuth * Math.PI / 180));
            _facingNorth = Slot(Math.Cos(zone.Azimuth * Math.PI / 180));
            _shutters = Slot(zone.Shutters);
            _values = [.. _initial];
        }

        public double Power => _values[_heating.Handle] - _values[_cooling.Handle];
        public double Air => _values[_air.Handle];
        public double Mass => _values[_mass.Handle];
        public double Imbalance => _values[_day.Imbalance.Handle];

        public void Step(ZoneHour hour)
        {
            _values[_hour.HeatBelow.Handle] = hour.HeatBelow;
            _values[_hour.Presence.Handle] = hour.Presence;
            _values[_hour.Equipment.Handle] = hour.Inside;
            _values[_outdoor.Handle] = (float)hour.Outdoor;
            _values[_solar.Handle] = hour.Solar;
            _values[_day.Imbalance.Handle] = 0;
            Cell cell = new(_values);
            new StepZones(_zone, default, default, _hour, _solar, _mass, _next, _air, _heating, _cooling, _day, _outdoor, default, (float)hour.Outdoor,
                (float)hour.CoolAbove, (float)hour.SkyDrop, BuildingsParameters.OpenWindowsFrom, _radiantShare).Run<Double, Cell>(ref cell);
            _values[_mass.Handle] = _values[_next.Handle];
        }

        public double TakeSun(in Sky sky, TiltedPlane[] sides, double diffuseTransmission)
        {
            for (int k = 0; k < 4; k++)
            {
                PlaneIrradiance side = sides[k].Irradiance(sky);
                _values[_beam.Side0.Handle + k] = side.Beam;
                _values[_diffuse.Side0.Handle + k] = side.Sky + side.Ground;
            }
            Cell cell = new(_values);
            new AbsorbSun(_glazed, _opaques, _opaqueRoof, _facingEast, _facingNorth, _shutters, _beam, _diffuse, _mass, _solar,
                (float)sky.East, (float)sky.North, (float)sky.GlobalHorizontal, (float)diffuseTransmission, BuildingsParameters.CloseShuttersFrom).Run<Double, Cell>(ref cell);
            return _values[_solar.Handle];
        }

        private Sides SlotsOf(IReadOnlyList<double> values) => new(Slot(values[0]), Slot(values[1]), Slot(values[2]), Slot(values[3]));

        private View Slot(double value)
        {
            _initial.Add(value);
            return new(_initial.Count - 1);
        }
    }

    private readonly struct Cell(double[] values) : ICell<Double>
    {
        public Double this[View field, int east = 0, int north = 0]
        {
            get => new(values[field.Handle]);
            set => values[field.Handle] = value.V;
        }

        public Double this[Uniform uniform] => new(uniform.Value);

        public Double At(View field, IndexView index) => this[field];

        public Double At(View field, Double east, Double north) => this[field];

        public void Repeat<B>(Uniform count, Span<Double> state, B body) where B : struct, ILoopBody
        {
            Cell cell = this;
            for (int turn = 0; turn < (int)count.Value; turn++) body.Turn(ref cell, new Double(turn), state);
        }
    }
}
