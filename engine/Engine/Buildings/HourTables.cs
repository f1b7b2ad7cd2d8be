using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>What gives heat to a building or its water.</summary>
/// <param name="System">Which.</param> <param name="Shared">Whether one serves ten dwellings or more through a network.</param> <param name="Sizing">Power of a heat pump over the load on a cold day; infinite: it gives all of the heat.</param>
/// <param name="Pump">Of a heat pump for rooms.</param>
internal readonly record struct Plant(HeatingSystem System, bool Shared, double Sizing, HeatPumpKind Pump) : IComparable<Plant>
{
    public double EnergyPerHeat(double outdoor) => HeatingPlant.EnergyPerHeat(System, Shared, outdoor, Pump, Sizing);

    public int CompareTo(Plant other) => (System, Shared, Sizing, Pump).CompareTo((other.System, other.Shared, other.Sizing, other.Pump));
}

/// <summary>This hour's values of the profiles and of the heating systems: small fields that every building looks up.</summary>
internal sealed class HourTables : IDisposable
{
    private readonly Field[] _profileFields, _plantFields;
    private readonly float[] _heatBelow, _presence, _equipment, _cooking, _water, _systems;
    private readonly float[] _dryBulb;
    private readonly IReadOnlyList<BuildingsParameters> _parameters;
    private readonly SetPoints[] _setPoints;
    private readonly int _members;
    private readonly Plant[] _plants;
    private readonly SetBack?[] _setBacks;

    /// <summary>Of a year.</summary>
    /// <param name="plants">Of all buildings.</param> <param name="setBacks">Of all buildings.</param>
    /// <param name="parameters">One for all members, or one a member.</param> <param name="calendar">Of the year.</param> <param name="device">Where the buildings are.</param>
    /// <param name="members">Of the ensemble.</param>
    public HourTables(IEnumerable<Plant> plants, IEnumerable<SetBack?> setBacks, IReadOnlyList<BuildingsParameters> parameters, Calendar calendar, Device device, int members)
    {
        _plants = [.. plants.Append(new(HeatingSystem.None, Shared: false, double.PositiveInfinity, default)).Distinct().Order()];       // fields have an element at least
        _setBacks = [null, .. setBacks.Where(static s => s is not null).Distinct().OrderBy(static s => (s!.Value.Night, s.Value.Away))];
        (_parameters, _setPoints, _members, _dryBulb) = (parameters, [.. parameters.Select(p => p.SetPoints)], members, new float[members]);
        Habits = new(calendar, parameters[0].Seed);
        int count = Habits.Profiles.Count;
        (_heatBelow, _presence, _equipment, _cooking, _water) = (new float[parameters.Count * _setBacks.Length * count], new float[count], new float[count], new float[count], new float[2 * count]);
        _systems = new float[members * _plants.Length];
        Stock profiles = new(count), warmths = new(_setBacks.Length * count), waters = new(_water.Length), systems = new(_plants.Length);
        _profileFields =
        [
            new(warmths, device, new("heat_below", "degC", "heating set-points of the profiles, this hour"), parameters.Count),
            Of("presence", "people", profiles), Of("equipment_now", "appliances", profiles), Of("cooking_now", "cooking", profiles), Of("hot_water_now", "hot water drawn, then tanks", waters),
        ];
        _plantFields = [.. PlantQuantities.Select(name => new Field(systems, device, new(name, "1", "of the heating systems, this hour"), members))];

        Field Of(string name, string what, Stock support) => new(support, device, new(name, "1", what + " of the profiles, this hour"));
    }

    /// <summary>Of all members: they draw the same lots.</summary>
    public Habits Habits { get; }

    public ProfileViews Hour => new(_profileFields[0].Now, _profileFields[1].Now, _profileFields[2].Now, _profileFields[3].Now, _profileFields[4].Now);

    public PlantViews Plant => new(_plantFields[0].Now, _plantFields[1].Now, _plantFields[2].Now, _plantFields[3].Now);

    /// <summary>Outdoor air of the weather, one a member [°C].</summary>
    public ReadOnlySpan<float> DryBulb => _dryBulb;

    /// <summary>Index of a plant in the tables.</summary>
    public int IndexOf(Plant plant) => Array.BinarySearch(_plants, plant);

    /// <summary>Index of the set-points of a profile, lowered by a measure or not.</summary>
    public int WarmthOf(int profile, SetBack? setBack) => Array.IndexOf(_setBacks, setBack) * Habits.Profiles.Count + profile;

    /// <summary>Index of the hot water of a profile: as it is drawn, or into a tank.</summary>
    public int WaterOf(int profile, HeatingSystem system) => profile + (HeatingPlant.HasTank(system) ? Habits.Profiles.Count : 0);

    public void Set(Outdoors now)
    {
        int h = now.Hour % Calendar.Hours;
        for (int member = 0; member < _members; member++) _dryBulb[member] = (float)Air(member);
        SetProfiles(h);
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

    private void SetProfiles(int hour)
    {
        int count = Habits.Profiles.Count;
        for (int row = 0; row < _heatBelow.Length; row++) _heatBelow[row] = (float)Habits.Profiles[row % count].HeatBelow(_setPoints[row / (_setBacks.Length * count)], hour, _setBacks[row / count % _setBacks.Length]);
        for (int p = 0; p < count; p++)
        {
            Profile profile = Habits.Profiles[p];
            (_presence[p], _equipment[p], _cooking[p], _water[p], _water[count + p]) = (profile.Presence(hour), profile.Equipment(hour), profile.Cooking(hour), profile.HotWater(hour), profile.Tank(hour));
        }
        _profileFields[0].Write(_heatBelow);
        _profileFields[1].Write(_presence);
        _profileFields[2].Write(_equipment);
        _profileFields[3].Write(_cooking);
        _profileFields[4].Write(_water);
    }

    /// <summary>This hour's values of a profile, of the first member: heating set-point [°C], share of the people who are there, appliances and cooking over their mean.</summary>
    public (float HeatBelow, float Presence, float Equipment, float Cooking) Of(int profile, SetBack? setBack) =>
        (_profileFields[0].ToArray()[WarmthOf(profile, setBack)], _profileFields[1].ToArray()[profile], _profileFields[2].ToArray()[profile], _profileFields[3].ToArray()[profile]);

    private double PlantValue(int quantity, int member, Plant plant, int hour, double outdoor) => quantity switch
    {
        0 => plant.EnergyPerHeat(outdoor),
        1 => HeatingPlant.EnergyPerHotWater(plant.System, plant.Shared, outdoor) * ColderMains(member, hour),
        2 => plant.EnergyPerHeat(outdoor + 0.5) - plant.EnergyPerHeat(outdoor - 0.5),
        _ => (HeatingPlant.EnergyPerHotWater(plant.System, plant.Shared, outdoor + 0.5) - HeatingPlant.EnergyPerHotWater(plant.System, plant.Shared, outdoor - 0.5)) * ColderMains(member, hour),
    };

    /// <summary>Heat of water over its mean: more when the mains are cold.</summary>
    private double ColderMains(int member, int hour)
    {
        BuildingsParameters parameters = _parameters[_parameters.Count == 1 ? 0 : member];
        double cold = parameters.ColdWater - parameters.ColdWaterSwing * Math.Cos(2 * Math.PI * (hour / 24.0 - 45) / 365);
        return (40 - cold) / (40 - parameters.ColdWater);
    }

    private static readonly string[] PlantQuantities = ["energy_per_heat", "energy_per_hot_water", "energy_per_heat_and_kelvin", "energy_per_hot_water_and_kelvin"];

    public void Dispose()
    {
        foreach (Field field in _profileFields) field.Dispose();
        foreach (Field field in _plantFields) field.Dispose();
    }
}
