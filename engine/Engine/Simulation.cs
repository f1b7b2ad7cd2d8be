using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;

namespace TerritoryTwin;

/// <summary>A territory through one year, hour by hour.</summary>
public sealed class Simulation : IDisposable
{
    /// <summary>Hours in a year.</summary>
    public const int HoursOfYear = Calendar.Hours;

    /// <summary>Of ground and walls, where the territory does not say.</summary>
    public const double Albedo = 0.2;

    /// <summary>The sections of scenario files, each declared by who takes its values.</summary>
    public static IReadOnlyList<Section> Sections { get; } = [Behaviour.Section, EnergyPrices.Section, CarbonFactors.Section];

    /// <summary>The couplings that scenarios may switch off.</summary>
    public static IReadOnlyList<Switch> Couplings { get; } = [SurfaceModel.Shading];

    // The last weeks of December run before January, so that the masses of buildings have forgotten where they began: the slowest lose
    // all but a hundredth in four time constants of 130 h.
    private const int WarmUpHours = 21 * 24;

    private readonly WeatherYear _weather;
    private readonly SunOnBuildings _sunOnBuildings;

    /// <summary>At midnight on 1 January, warmed up.</summary>
    /// <param name="weather">The year.</param>
    /// <param name="horizons">Of the territory; shared by any number of simulations, and not owned.</param>
    /// <param name="buildings">Owned from here on.</param>
    public Simulation(WeatherYear weather, Horizons horizons, BuildingsModel buildings)
    {
        (_weather, Sun, Buildings) = (weather, new CitySun(horizons), buildings);
        _sunOnBuildings = new SunOnBuildings(Sun.BeamOnSide, Sun.DiffuseOnSide, Sun.OnRoof);
    }

    /// <summary>Sun on façades and roofs.</summary>
    public CitySun Sun { get; }

    /// <summary>The building stock.</summary>
    public BuildingsModel Buildings { get; }

    /// <summary>Hours done, 0 to 8,760.</summary>
    public int Hour { get; private set; }

    /// <summary>True at the end of the year.</summary>
    public bool Done => Hour == HoursOfYear;

    /// <summary>What is carried from hour to hour, sums included: a checkpoint holds these fields and the sums of <see cref="Buildings"/>.</summary>
    public IEnumerable<Field> State => [.. Buildings.State.Fields, Sun.IrradiationOfRoof];

    /// <summary>Runs the last weeks of December, and forgets their sums.</summary>
    public void WarmUp()
    {
        int first = HoursOfYear - WarmUpHours;
        Buildings.Begin(_weather.Hours.Skip(first).Average(h => h.DryBulb));
        for (int hour = first; hour < HoursOfYear; hour++) StepHour(hour);
        Buildings.BeginYear();
        Sun.ForgetSums();
    }

    /// <summary>Goes on from a checkpoint: the state was put back, and that many hours are done.</summary>
    public void ResumeAt(int hour) => Hour = hour;

    /// <summary>Advances the territory by one hour. The order is the coupling: docs/physics/coupling.md says why.</summary>
    public void Step() => StepHour(Hour++);

    private void StepHour(int hour)
    {
        WeatherHour weather = _weather.Hours[hour];
        Sky sky = SkyModel.At(_weather, hour);

        Sun.Step(sky, Albedo, Canopy.Transmissivity(hour, _weather.Latitude));     // sun and sky → radiation on façades and roofs
        Sun.AccumulateRoofs();
        Buildings.Step(hour, weather, sky, _sunOnBuildings);                        // needs → systems, roofs, what is bought and sold
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Buildings.Dispose();
        Sun.Dispose();
    }
}
