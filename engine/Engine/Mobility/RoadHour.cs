using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What the traffic of an hour is on each road, both directions and all its stretches together.</summary>
/// <param name="Flow">Vehicles that pass a place of it, mean along it [1/h].</param> <param name="Speed">Of them; of the empty road where nobody drives [km/h].</param> <param name="Delay">Of a vehicle along it, over the empty road [s].</param>
/// <param name="Travelled">By all of them [km/h].</param> <param name="Heat">Of fuel and electricity [W].</param> <param name="Carbon">[kg/h CO₂e].</param> <param name="NitrogenOxides">[g/h].</param> <param name="Particles">[g/h].</param>
/// <param name="Noise">At 10 m [dB(A)]; 0 where it is less.</param>
public sealed record RoadHour(float[] Flow, float[] Speed, float[] Delay, float[] Travelled, float[] Heat, float[] Carbon, float[] NitrogenOxides, float[] Particles, float[] Noise)
{
    private const double NoiseAt = 10;                   // m
    private const double Mirrored = 3;                   // dB, by ground that throws all back

    /// <summary>Of an assignment.</summary>
    /// <param name="roads">Of the territory.</param> <param name="hour">Flows on its links.</param> <param name="fleet">Mean vehicles.</param> <param name="minutes">That a vehicle takes, of each link; those of the assignment when null.</param>
    public static RoadHour Of(RoadSystem roads, Equilibrium hour, FleetEffects fleet, double[]? minutes = null)
    {
        ArgumentNullException.ThrowIfNull(roads);
        ArgumentNullException.ThrowIfNull(hour);
        ArgumentNullException.ThrowIfNull(fleet);
        int count = roads.Network.Roads.Count;
        RoadHour found = new(new float[count], new float[count], new float[count], new float[count], new float[count], new float[count], new float[count], new float[count], new float[count]);
        double[] travelled = new double[count], lorries = new double[count], spent = new double[count], free = new double[count], length = new double[count], heat = new double[count], carbon = new double[count], nox = new double[count], particles = new double[count], freeOfAll = new double[count];
        for (int link = 0; link < roads.Cars.Graph.Links; link++)
        {
            if (roads.Cars.StretchOfLink[link] < 0) continue;            // a turn
            int road = roads.Network.Stretches[roads.Cars.StretchOfLink[link]].Road;
            double km = roads.Cars.Length[link] / 1000, light = hour.Flows[TravelDemand.Light][link], heavy = hour.Flows[TravelDemand.Heavy][link], takes = (minutes ?? hour.Costs[TravelDemand.Light])[link];
            length[road] += km;
            freeOfAll[road] += roads.FreeMinutes[link];
            if (light + heavy == 0) continue;
            Drive drive = roads.DriveOf(link, takes);
            Given given = light * fleet.Light(drive) + heavy * FleetEffects.Lorry(drive);
            travelled[road] += (light + heavy) * km;
            lorries[road] += heavy * km;
            spent[road] += (light + heavy) * takes;
            free[road] += (light + heavy) * roads.FreeMinutes[link];
            heat[road] += given.Heat / 3600;
            carbon[road] += given.Carbon;
            nox[road] += given.NitrogenOxides;
            particles[road] += given.Particles;
        }
        for (int r = 0; r < count; r++)
        {
            if (freeOfAll[r] == 0) continue;             // no car drives on it
            double km = roads.Network.Roads[r].Length / 1000, flow = travelled[r] / km, speed = travelled[r] > 0 ? 60 * travelled[r] / spent[r] : 60 * length[r] / freeOfAll[r];
            (found.Flow[r], found.Speed[r], found.Travelled[r]) = ((float)flow, (float)speed, (float)travelled[r]);
            found.Delay[r] = flow > 0 ? (float)(60 * (spent[r] - free[r]) / flow) : 0;
            (found.Heat[r], found.Carbon[r], found.NitrogenOxides[r], found.Particles[r]) = ((float)heat[r], (float)carbon[r], (float)nox[r], (float)particles[r]);
            found.Noise[r] = (float)NoiseOf(flow, lorries[r] / km, speed / 3.6);
        }
        return found;
    }

    /// <summary>Noise at 10 m [dB(A)]; 0 where nobody drives.</summary>
    /// <param name="flow">All vehicles [1/h].</param> <param name="heavy">Lorries of them [1/h].</param> <param name="speed">[m/s].</param>
    internal static double NoiseOf(double flow, double heavy, double speed)
    {
        if (flow <= 0) return 0;
        double[] power = RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, (flow - heavy) / 3600, speed), new(NoiseCategory.Heavy, heavy / 3600, speed)], new NoisyRoad(), Beyond.Nearest);
        return Math.Max(0, RoadNoise.Weighted(power) - RoadNoise.DivergenceOfLine(NoiseAt) + Mirrored);
    }
}
