using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Vehicles by the noise that they make.</summary>
public enum NoiseCategory
{
    /// <summary>1: cars and vans up to 3.5 t.</summary>
    Cars,
    /// <summary>2: lorries of two axles, buses.</summary>
    MediumHeavy,
    /// <summary>3: lorries of three axles and more.</summary>
    Heavy,
    /// <summary>4a: up to 50 cm³.</summary>
    Mopeds,
    /// <summary>4b: above 50 cm³.</summary>
    Motorcycles,
}

/// <summary>Traffic of one category on a road.</summary>
/// <param name="Category">Of the vehicles.</param> <param name="Flow">[vehicles/s], ≥ 0.</param> <param name="Speed">[m/s].</param>
public readonly record struct NoisyTraffic(NoiseCategory Category, double Flow, double Speed);

/// <summary>Where a road is and what it is like.</summary>
/// <param name="Temperature">Mean of the air [°C].</param> <param name="Slope">In the direction of travel, upwards positive [%].</param> <param name="Version">Of the coefficients: 2015, of the directive, or 2020, as amended.</param>
public sealed record NoisyRoad(double Temperature = 20, double Slope = 0, int Version = 2020);

/// <summary>Noise that the traffic of a road gives off: CNOSSOS-EU, Directive (EU) 2015/996, reference surface without studs, steady flow.</summary>
/// <remarks>docs/physics/emissions-noise.md, eq. 7 to 11. Octave bands of 63 to 8000 Hz. Other surfaces, crossings and studded tyres are not in it.</remarks>
public static class RoadNoise
{
    private sealed record Coefficients(double[] RollingA, double[] RollingB, double[] DrivingA, double[] DrivingB);

    private const double Reference = 70;           // km/h

    private static readonly Dictionary<(int Version, NoiseCategory Category), Coefficients> Table = new()
    {
        [(2015, NoiseCategory.Cars)] = new([79.7, 85.7, 84.5, 90.2, 97.3, 93.9, 84.1, 74.3], [30, 41.5, 38.9, 25.7, 32.5, 37.2, 39, 40], [94.5, 89.2, 88, 85.9, 84.2, 86.9, 83.3, 76.1], [-1.3, 7.2, 7.7, 8, 8, 8, 8, 8]),
        [(2015, NoiseCategory.MediumHeavy)] = new([84, 88.7, 91.5, 96.7, 97.4, 90.9, 83.8, 80.5], [30, 35.8, 32.6, 23.8, 30.1, 36.2, 38.3, 40.1], [101, 96.5, 98.8, 96.8, 98.6, 95.2, 88.8, 82.7], [-1.9, 4.7, 6.4, 6.5, 6.5, 6.5, 6.5, 6.5]),
        [(2015, NoiseCategory.Heavy)] = new([87, 91.7, 94.1, 100.7, 100.8, 94.3, 87.1, 82.5], [30, 33.5, 31.3, 25.4, 31.8, 37.1, 38.6, 40.6], [104.4, 100.6, 101.7, 101, 100.1, 95.9, 91.3, 85.3], [0, 3, 4.6, 5, 5, 5, 5, 5]),
        [(2015, NoiseCategory.Mopeds)] = new([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [88, 87.5, 89.5, 93.7, 96.6, 98.8, 93.9, 88.7], [4.2, 7.4, 9.8, 11.6, 15.7, 18.9, 20.3, 20.6]),
        [(2015, NoiseCategory.Motorcycles)] = new([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [95, 97.2, 92.7, 92.9, 94.7, 93.2, 90.1, 86.5], [3.2, 5.9, 11.9, 11.6, 11.5, 12.6, 11.1, 12]),
        [(2020, NoiseCategory.Cars)] = new([83.1, 89.2, 87.7, 93.1, 100.1, 96.7, 86.8, 76.2], [30, 41.5, 38.9, 25.7, 32.5, 37.2, 39, 40], [97.9, 92.5, 90.7, 87.2, 84.7, 88, 84.4, 77.1], [-1.3, 7.2, 7.7, 8, 8, 8, 8, 8]),
        [(2020, NoiseCategory.MediumHeavy)] = new([88.7, 93.2, 95.7, 100.9, 101.7, 95.1, 87.8, 83.6], [30, 35.8, 32.6, 23.8, 30.1, 36.2, 38.3, 40.1], [105.5, 100.2, 100.5, 98.7, 101, 97.8, 91.2, 85], [-1.9, 4.7, 6.4, 6.5, 6.5, 6.5, 6.5, 6.5]),
        [(2020, NoiseCategory.Heavy)] = new([91.7, 96.2, 98.2, 104.9, 105.1, 98.5, 91.1, 85.6], [30, 33.5, 31.3, 25.4, 31.8, 37.1, 38.6, 40.6], [108.8, 104.2, 103.5, 102.9, 102.6, 98.5, 93.8, 87.5], [0, 3, 4.6, 5, 5, 5, 5, 5]),
        [(2020, NoiseCategory.Mopeds)] = new([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [93, 93, 93.5, 95.3, 97.2, 100.4, 95.8, 90.9], [4.2, 7.4, 9.8, 11.6, 15.7, 18.9, 20.3, 20.6]),
        [(2020, NoiseCategory.Motorcycles)] = new([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [99.9, 101.9, 96.7, 94.4, 95.2, 94.7, 92.1, 88.6], [3.2, 5.9, 11.9, 11.6, 11.5, 12.6, 11.1, 12]),
    };

    /// <summary>The speeds that the formulas were made for. Of slower vehicles the directive takes the sound power at 20 km/h.</summary>
    public static SpeedRange Range { get; } = new(20, 130);

    /// <summary>Number of octave bands.</summary>
    public const int Bands = 8;

    /// <summary>Middles of the octave bands [Hz].</summary>
    public static ReadOnlySpan<int> Frequencies => [63, 125, 250, 500, 1000, 2000, 4000, 8000];

    /// <summary>What the ear makes of each band [dB] (A-weighting).</summary>
    public static ReadOnlySpan<double> Weights => [-26.2, -16.1, -8.6, -3.2, 0, 1.2, 1.0, -1.1];

    /// <summary>Sound power of a metre of road [dB], by octave band; −∞ where nobody drives.</summary>
    /// <param name="traffic">Of each category.</param> <param name="road">Where it drives.</param> <param name="beyond">What a speed out of the range comes to: <see cref="Beyond.Nearest"/> is the rule of the directive below 20 km/h.</param>
    /// <exception cref="TerritoryException">A speed is out of the range and refused, a flow is negative or stands still, or the version is unknown.</exception>
    public static double[] PowerOfMetre(ReadOnlySpan<NoisyTraffic> traffic, NoisyRoad road, Beyond beyond = Beyond.Refused)
    {
        ArgumentNullException.ThrowIfNull(road);
        double[] power = new double[Bands];
        foreach (NoisyTraffic t in traffic)
        {
            if (!(t.Flow >= 0) || (t.Flow > 0 && !(t.Speed > 0)))
                throw new TerritoryException($"noise: {t.Flow:g4} vehicles/s of {t.Category} drive at {t.Speed:g4} m/s; expected a flow from 0, and a speed above 0 where there is one");
            if (t.Flow == 0) continue;
            for (int band = 0; band < Bands; band++) power[band] += Energy(OfVehicle(t.Category, t.Speed, band, road, beyond)) * t.Flow / t.Speed;
        }
        return [.. power.Select(Level)];
    }

    /// <summary>Sound power of one vehicle [dB] in a band.</summary>
    /// <param name="category">Of the vehicle.</param> <param name="speed">[m/s].</param> <param name="band">0 for 63 Hz to 7 for 8000 Hz.</param> <param name="road">Where it drives.</param> <param name="beyond">What a speed out of the range comes to.</param>
    /// <exception cref="TerritoryException">The speed is out of the range and refused, or the version is unknown.</exception>
    public static double OfVehicle(NoiseCategory category, double speed, int band, NoisyRoad road, Beyond beyond = Beyond.Refused)
    {
        ArgumentNullException.ThrowIfNull(road);
        if (!Table.TryGetValue((road.Version, category), out Coefficients? k)) throw new TerritoryException($"noise: the coefficients of {road.Version} are unknown; expected 2015 or 2020");
        if (!double.IsFinite(road.Slope) || !double.IsFinite(road.Temperature)) throw new TerritoryException($"noise: a slope of {road.Slope:g4} % at {road.Temperature:g4} degC; expected numbers");
        double v = Range.Within(speed, beyond, $"noise of {category}");
        double driving = k.DrivingA[band] + k.DrivingB[band] * (v - Reference) / Reference + OfSlope(category, v, road.Slope);
        if (category is NoiseCategory.Mopeds or NoiseCategory.Motorcycles) return driving;
        double rolling = k.RollingA[band] + k.RollingB[band] * Math.Log10(v / Reference) + (category == NoiseCategory.Cars ? 0.08 : 0.04) * (20 - road.Temperature);
        return Level(Energy(rolling) + Energy(driving));
    }

    /// <summary>The sum of all bands as the ear has it [dB(A)].</summary>
    /// <param name="levels">By octave band [dB].</param>
    public static double Weighted(ReadOnlySpan<double> levels)
    {
        double sum = 0;
        for (int band = 0; band < Bands; band++) sum += Energy(levels[band] + Weights[band]);
        return Level(sum);
    }

    /// <summary>How much less than its power a point is heard at a distance, over open ground in all directions [dB].</summary>
    /// <param name="distance">[m], &gt; 0.</param>
    public static double DivergenceOfPoint(double distance) => 20 * Math.Log10(Distance(distance)) + 11;

    /// <summary>How much less than the power of its metre a straight road without end is heard at a distance, in free space [dB].</summary>
    /// <param name="distance">[m], &gt; 0.</param>
    public static double DivergenceOfLine(double distance) => 10 * Math.Log10(4 * Distance(distance));

    private static double Distance(double distance) => distance > 0 ? distance : throw new ArgumentOutOfRangeException(nameof(distance), distance, "expected a number above 0");

    private static double OfSlope(NoiseCategory category, double v, double slope)
    {
        double up = Math.Min(12, slope), down = Math.Min(12, -slope);
        return category switch
        {
            NoiseCategory.Cars => down > 6 ? down - 6 : up > 2 ? (up - 2) / 1.5 * v / 100 : 0,
            NoiseCategory.MediumHeavy => down > 4 ? (down - 4) / 0.7 * (v - 20) / 100 : up > 0 ? up * v / 100 : 0,
            NoiseCategory.Heavy => down > 4 ? (down - 4) / 0.5 * (v - 10) / 100 : up > 0 ? up / 0.8 * v / 100 : 0,
            _ => 0,
        };
    }

    private static double Energy(double level) => Math.Pow(10, level / 10);

    private static double Level(double energy) => 10 * Math.Log10(energy);
}
