using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Bench;

/// <summary>A town of zones, stepped by the compiled kernel and by a plain loop of the same physics, one float at a time.</summary>
internal sealed class ScalarZones : IDisposable
{
    private const int Profiles = 6;

    private static readonly (float Low, float High)[] ZoneRanges =
    [
        (5000, 50000), (1000, 5000), (500, 2500), (20, 100), (50, 300), (0.3f, 0.6f), (0.2f, 0.4f), (10, 60), (20, 90), (50, 400), (5, 25), (50, 300), (100, 900), (20, 100),
        (5000, 30000), (0, 3000), (-1, 1),
    ];
    private static readonly (float Low, float High)[] HourRanges = [(17, 20), (0, 1), (0.3f, 2)];

    private readonly Device _device;
    private readonly Stock _stock;
    private readonly List<Field> _fields = [];
    private readonly float[][] _zone, _hour, _sums = new float[5][];
    private readonly float[] _solar, _mass, _next, _air, _heating, _cooling, _coolFrom, _cooking;
    private readonly int[] _profile;
    private readonly IndexField _index;
    private readonly Lookup _outdoor;
    private readonly ZoneViews _zoneViews;
    private readonly ProfileViews _hourViews;
    private readonly ZoneSums _sumViews;

    public ScalarZones(Device device, int count)
    {
        (_device, _stock) = (device, new Stock(count));
        _zone = [.. ZoneRanges.Select((range, k) => Values(_stock, $"zone{k}", range.Low, range.High))];
        _hour = [.. HourRanges.Select((range, k) => Values(new Stock(Profiles), $"hour{k}", range.Low, range.High))];
        (_solar, _mass) = (Values(_stock, "solar", 0, 5000), Values(_stock, "mass", 15, 27));
        (_next, _air, _heating, _cooling) = (Values(_stock, "next", 0, 0), Values(_stock, "air", 0, 0), Values(_stock, "heating", 0, 0), Values(_stock, "cooling", 0, 0));
        for (int k = 0; k < 5; k++) _sums[k] = Values(_stock, $"sum{k}", 0, 0);
        _coolFrom = Values(_stock, "cool_from", 20, 28);
        _cooking = Values(new Stock(Profiles), "cooking", 0, 4);
        _profile = [.. Enumerable.Range(0, count).Select(k => k % Profiles)];
        _index = new IndexField(_stock, device, _profile, "profile");
        _outdoor = new Lookup(_stock, device, new("outdoor", "degC", "bench"), members: 1);
        _outdoor.Set([7]);
        View V(int k) => _fields[k].Now;
        _zoneViews = new(V(0), V(1), V(2), V(3), V(4), V(5), V(6), V(7), V(8), V(9), V(10), V(11), V(12), V(13), V(14), V(15), V(31), V(16));
        _hourViews = new(V(17), V(18), V(19), V(32), V(32));
        _sumViews = new(V(26), V(27), V(28), V(29), V(30));
    }

    /// <summary>One hour by the kernel.</summary>
    public void Compiled() => _device.Run(_stock, new StepZones(
        _zoneViews, _index.View, _index.View, _hourViews, _fields[20].Now, _fields[21].Now, _fields[22].Now, _fields[23].Now, _fields[24].Now, _fields[25].Now, _sumViews,
        _outdoor.Values, _outdoor.Where, stationAir: 7, coolAbove: 26, skyDrop: 11, openBegin: 23, radiantShare: 0.5f));

    /// <summary>One hour by the loop.</summary>
    public void Scalar() => Step(coolAbove: 26, outside: 7, skyDrop: 11, openBegin: 23, radiantShare: 0.5f);

    /// <summary>Largest difference of the mass temperature between the two ways [K]: they must be the same physics.</summary>
    public float Difference()
    {
        Compiled();
        Scalar();
        return _fields[22].ToArray().Zip(_next, (a, b) => Math.Abs(a - b)).Max();
    }

    private void Step(float coolAbove, float outside, float skyDrop, float openBegin, float radiantShare)
    {
        for (int i = 0; i < _mass.Length; i++)
        {
            int p = _profile[i];
            float before = _mass[i], capacity = _zone[0][i], toMassH = _zone[1][i], toAirH = _zone[2][i], windows = _zone[3][i], outdoorToMass = _zone[4][i];
            float present = _hour[1][p], inside = _zone[11][i] * present + _zone[12][i] * _hour[2][p] + 0.6f * _zone[13][i] * _cooking[p];
            float radiant = 0.5f * inside + _solar[i] - _zone[10][i] * skyDrop;
            float onAir = 0.5f * inside, onSurface = _zone[6][i] * radiant, onMass = _zone[5][i] * radiant;
            float opened = Ramp(before - openBegin, 1) * Ramp(before - outside, 0.5f);
            float exchanged = _zone[7][i] + present * (_zone[8][i] + opened * _zone[9][i]);

            float airInverse = 1 / (toAirH + exchanged), toSurface = toAirH * airInverse, h1 = toSurface * exchanged, h2 = h1 + windows;
            float surfaceInverse = 1 / (h2 + toMassH), toMass = toMassH * surfaceInverse, loss = toMass * h2 + outdoorToMass, response = 1 / (capacity + 0.5f * loss);
            float surfaceDrive = onSurface + windows * outside + h1 * outside + toSurface * onAir;
            float massDrive = onMass + outdoorToMass * outside + toMass * surfaceDrive;
            float change = response * (massDrive - loss * before);
            float surface = surfaceInverse * (toMassH * (before + 0.5f * change) + surfaceDrive);
            float air = toSurface * surface + airInverse * (exchanged * outside + onAir);

            float massSlope = toMass * toSurface * response, surfaceSlope = surfaceInverse * (0.5f * toMassH * massSlope + toSurface), airSlope = toSurface * surfaceSlope + airInverse;
            float felt = air + radiantShare * (surface - air), powerSlope = 1 / (airSlope + radiantShare * (surfaceSlope - airSlope));
            float heat = Math.Max((_hour[0][p] + _zone[16][i] - felt) * powerSlope, 0), cool = Math.Max((felt - Math.Max(coolAbove, _coolFrom[i])) * powerSlope, 0);
            float power = Math.Min(heat, _zone[14][i]) - Math.Min(cool, _zone[15][i]), changed = change + massSlope * power;
            float massEnd = before + changed, mass = before + 0.5f * changed, airEnd = air + airSlope * power;
            surface += surfaceSlope * power;

            _next[i] = massEnd;
            _air[i] = airEnd;
            _heating[i] = Math.Max(power, 0);
            _cooling[i] = Math.Max(-power, 0);
            _sums[0][i] += _heating[i];
            _sums[1][i] += _cooling[i];
            if (airEnd > 26) _sums[2][i]++;
            if (airEnd > 28) _sums[3][i]++;
            _sums[4][i] += Math.Abs(onAir + onSurface + onMass + power - exchanged * (airEnd - outside) - windows * (surface - outside)
                - outdoorToMass * (mass - outside) - capacity * (massEnd - before));
        }
    }

    private static float Ramp(float above, float slope) => Math.Min(Math.Max(above * slope, 0), 1);

    private float[] Values(Stock stock, string name, float low, float high)
    {
        RandomStream random = new(1, name);
        float[] values = new float[stock.Count];
        for (int k = 0; k < values.Length; k++) values[k] = (float)random.Between(low, high);
        Field field = new(stock, _device, new(name, "1", "bench"));
        field.Write(values);
        _fields.Add(field);
        return values;
    }

    public void Dispose()
    {
        foreach (Field field in _fields) field.Dispose();
        _index.Dispose();
    }
}
