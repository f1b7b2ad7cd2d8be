using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>This hour's values of the profiles and of the heating systems: small fields that every building looks up.</summary>
internal sealed class HourTables : IDisposable
{
    /// <summary>Each system once for itself and once for a network shared by ten dwellings or more.</summary>
    private static readonly int Systems = Enum.GetValues<HeatingSystem>().Length;

    private readonly Field[] _profileFields, _plantFields;
    private readonly float[] _row, _systems = new float[2 * Systems];
    private readonly BuildingsParameters _parameters;

    public HourTables(BuildingsParameters parameters, Calendar calendar, Device device)
    {
        _parameters = parameters;
        Habits = new Habits(parameters.SetPoints, calendar);
        _row = new float[Habits.Profiles.Count];
        Stock profiles = new(_row.Length), systems = new(2 * Systems);
        _profileFields = [.. ProfileQuantities.Select(name => new Field(profiles, device, new(name, "1", "of the profiles, this hour")))];
        _plantFields = [.. PlantQuantities.Select(name => new Field(systems, device, new(name, "1", "of the heating systems, this hour")))];
    }

    public Habits Habits { get; }

    public ProfileViews Hour => new(_profileFields[0].Now, _profileFields[1].Now, _profileFields[2].Now);

    public PlantViews Plant => new(_plantFields[0].Now, _plantFields[1].Now);

    /// <summary>Index of a system in the tables.</summary>
    public static int IndexOf(HeatingSystem system, bool shared) => (int)system + (shared ? Systems : 0);

    public void Set(int hour, double outdoor)
    {
        int h = hour % Calendar.Hours;
        for (int q = 0; q < _profileFields.Length; q++)
        {
            for (int p = 0; p < _row.Length; p++) _row[p] = Habits.Profiles[p].Quantities[q][h];
            _profileFields[q].Write(_row);
        }
        for (int q = 0; q < _plantFields.Length; q++)
        {
            for (int s = 0; s < _systems.Length; s++) _systems[s] = (float)PlantValue(q, (HeatingSystem)(s % Systems), shared: s >= Systems, h, outdoor);
            _plantFields[q].Write(_systems);
        }
    }

    private double PlantValue(int quantity, HeatingSystem system, bool shared, int hour, double outdoor) => quantity == 0
        ? HeatingPlant.EnergyPerHeat(system, shared, outdoor)
        : HeatingPlant.EnergyPerHotWater(system, outdoor) * WaterDrawn(system, hour);

    /// <summary>Hot water over its mean: as it is drawn, or at night into tanks; more when the mains are cold.</summary>
    private double WaterDrawn(HeatingSystem system, int hour)
    {
        double shape = (HeatingPlant.HeatsWaterAtNight(system) ? Habits.TankHeating : Habits.HotWater)[hour];
        double cold = _parameters.ColdWater - _parameters.ColdWaterSwing * Math.Cos(2 * Math.PI * (hour / 24.0 - 45) / 365);
        return shape * (40 - cold) / (40 - _parameters.ColdWater);
    }

    private static readonly string[] ProfileQuantities = ["heat_below", "presence", "equipment_now"];
    private static readonly string[] PlantQuantities = ["energy_per_heat", "energy_per_hot_water"];

    public void Dispose()
    {
        foreach (Field field in _profileFields) field.Dispose();
        foreach (Field field in _plantFields) field.Dispose();
    }
}
