using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>What gives heat to a building or its water.</summary>
/// <param name="System">Which.</param> <param name="Shared">Whether one serves ten dwellings or more through a network.</param> <param name="Sizing">Power of a heat pump over the load on a cold day; infinite: it gives all of the heat.</param>
internal readonly record struct Plant(HeatingSystem System, bool Shared, double Sizing) : IComparable<Plant>
{
    public double EnergyPerHeat(double outdoor) => HeatingPlant.EnergyPerHeat(System, Shared, outdoor, Sizing);

    public int CompareTo(Plant other) => (System, Shared, Sizing).CompareTo((other.System, other.Shared, other.Sizing));
}

/// <summary>This hour's values of the profiles and of the heating systems: small fields that every building looks up.</summary>
internal sealed class HourTables : IDisposable
{
    private readonly Field[] _profileFields, _plantFields;
    private readonly float[] _rows, _systems;
    private readonly float[] _dryBulb;
    private readonly IReadOnlyList<BuildingsParameters> _parameters;
    private readonly Habits[] _habits;
    private readonly int _members;
    private readonly Plant[] _plants;

    /// <summary>Of a year.</summary>
    /// <param name="plants">Of all buildings.</param>
    /// <param name="parameters">One for all members, or one a member.</param> <param name="calendar">Of the year.</param> <param name="device">Where the buildings are.</param>
    /// <param name="members">Of the ensemble.</param>
    public HourTables(IEnumerable<Plant> plants, IReadOnlyList<BuildingsParameters> parameters, Calendar calendar, Device device, int members)
    {
        _plants = [.. plants.Append(new(HeatingSystem.None, Shared: false, double.PositiveInfinity)).Distinct().Order()];       // fields have an element at least
        (_parameters, _members, _dryBulb) = (parameters, members, new float[members]);
        _habits = [.. parameters.Select(p => new Habits(p.SetPoints, calendar))];
        _rows = new float[_habits.Length * Habits.Profiles.Count];
        _systems = new float[members * _plants.Length];
        Stock profiles = new(Habits.Profiles.Count), systems = new(_plants.Length);
        _profileFields = [.. ProfileQuantities.Select(name => new Field(profiles, device, new(name, "1", "of the profiles, this hour"), _habits.Length))];
        _plantFields = [.. PlantQuantities.Select(name => new Field(systems, device, new(name, "1", "of the heating systems, this hour"), members))];
    }

    public Habits Habits => _habits[0];

    public ProfileViews Hour => new(_profileFields[0].Now, _profileFields[1].Now, _profileFields[2].Now);

    public PlantViews Plant => new(_plantFields[0].Now, _plantFields[1].Now, _plantFields[2].Now, _plantFields[3].Now);

    /// <summary>Outdoor air of the weather, one a member [°C].</summary>
    public ReadOnlySpan<float> DryBulb => _dryBulb;

    /// <summary>Index of a plant in the tables.</summary>
    public int IndexOf(Plant plant) => Array.BinarySearch(_plants, plant);

    public void Set(Outdoors now)
    {
        int h = now.Hour % Calendar.Hours, profiles = Habits.Profiles.Count;
        for (int member = 0; member < _members; member++) _dryBulb[member] = (float)Air(member);
        for (int q = 0; q < _profileFields.Length; q++)
        {
            for (int p = 0; p < _rows.Length; p++) _rows[p] = _habits[p / profiles].Profiles[p % profiles].Quantities[q][h];
            _profileFields[q].Write(_rows);
        }
        for (int q = 0; q < _plantFields.Length; q++)
        {
            for (int s = 0; s < _systems.Length; s++)
            {
                int member = s / _plants.Length;
                _systems[s] = (float)PlantValue(q, member, _plants[s % _plants.Length], h, Air(member));
            }
            _plantFields[q].Write(_systems);
        }

        double Air(int member) => now.Weather[now.Members == 1 ? 0 : member].DryBulb;
    }

    /// <summary>This hour's values of a profile, of the first member: heating set-point [°C], share of the people who are there, appliances over their mean.</summary>
    public (float HeatBelow, float Presence, float Equipment) Of(int profile) => (_profileFields[0].ToArray()[profile], _profileFields[1].ToArray()[profile], _profileFields[2].ToArray()[profile]);

    private double PlantValue(int quantity, int member, Plant plant, int hour, double outdoor) => quantity switch
    {
        0 => plant.EnergyPerHeat(outdoor),
        1 => HeatingPlant.EnergyPerHotWater(plant.System, outdoor) * WaterDrawn(plant.System, member, hour),
        2 => plant.EnergyPerHeat(outdoor + 0.5) - plant.EnergyPerHeat(outdoor - 0.5),
        _ => (HeatingPlant.EnergyPerHotWater(plant.System, outdoor + 0.5) - HeatingPlant.EnergyPerHotWater(plant.System, outdoor - 0.5)) * WaterDrawn(plant.System, member, hour),
    };

    /// <summary>Hot water over its mean: as it is drawn, or at night into tanks; more when the mains are cold.</summary>
    private double WaterDrawn(HeatingSystem system, int member, int hour)
    {
        BuildingsParameters parameters = _parameters[_parameters.Count == 1 ? 0 : member];
        double shape = (HeatingPlant.HeatsWaterAtNight(system) ? Habits.TankHeating : Habits.HotWater)[hour];
        double cold = parameters.ColdWater - parameters.ColdWaterSwing * Math.Cos(2 * Math.PI * (hour / 24.0 - 45) / 365);
        return shape * (40 - cold) / (40 - parameters.ColdWater);
    }

    private static readonly string[] ProfileQuantities = ["heat_below", "presence", "equipment_now"];
    private static readonly string[] PlantQuantities = ["energy_per_heat", "energy_per_hot_water", "energy_per_heat_and_kelvin", "energy_per_hot_water_and_kelvin"];

    public void Dispose()
    {
        foreach (Field field in _profileFields) field.Dispose();
        foreach (Field field in _plantFields) field.Dispose();
    }
}
