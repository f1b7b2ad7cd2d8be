using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>How much longer a ride feels among many: a multiplier of the time in a vehicle, from empty to all seats taken, then with each person who stands on a square metre.</summary>
/// <param name="AllSeatsTaken">Multiplier when all sit and no seat is free, from 1.</param> <param name="PerStanding">Rise with each person who stands on a square metre, from 0 [m²].</param>
/// <remarks>
/// Yap, Cats and van Arem (2020), Transportmetrica A 16(1), from smart cards on trams and buses of The Hague: 1.16 with all seats taken, 1.40 with four standing on a square metre. That it rises evenly between empty and 1.16 is our reading.
/// docs/physics/public-transport.md, eq. 4.
/// </remarks>
public sealed record Crowding(double AllSeatsTaken = 1.16, double PerStanding = 0.06)
{
    /// <summary>Multiplier of the time of a ride.</summary>
    /// <param name="people">In the vehicle.</param> <param name="vehicle">What it holds.</param>
    /// <returns>From 1. Beyond the places of the vehicle it rises on as below them: nobody is left behind, and <see cref="TransitLoads.Beyond"/> tells how many should have been.</returns>
    public double Multiplier(double people, TransitVehicle vehicle)
    {
        double seated = Math.Min(1, people / vehicle.Seats), standing = Math.Max(0, people - vehicle.Seats);
        double floor = Math.Max(vehicle.StandingArea, 1 / TransitVehicle.StandingDensity);      // a vehicle of seats alone still has its aisle
        return 1 + (AllSeatsTaken - 1) * seated + PerStanding * standing / floor;
    }
}

/// <summary>People in vehicles.</summary>
/// <param name="Riding">On each connection.</param> <param name="Boarding">Who get on where each begins.</param> <param name="Discomfort">Time that crowding is worth on each connection beside its own [s]; whole seconds, by which people chose.</param>
/// <param name="Unserved">People who find no way.</param> <param name="Gap">Excess of what people bear over what they would on their best ways, of the latter. 0 without crowding.</param> <param name="Rounds">Choices that were made.</param>
public sealed record TransitLoads(double[] Riding, double[] Boarding, int[] Discomfort, double Unserved, double Gap, int Rounds)
{
    /// <summary>People beyond the places of the vehicle on each connection: who should have been left behind.</summary>
    public double[] Beyond(Timetable timetable)
    {
        double[] beyond = new double[Riding.Length];
        for (int c = 0; c < beyond.Length; c++) beyond[c] = Math.Max(0, Riding[c] - timetable.Trips[timetable.Trip[c]].Vehicle.Places);
        return beyond;
    }

    /// <summary>People who get on, by line.</summary>
    public double[] ByLine(Timetable timetable)
    {
        double[] lines = new double[timetable.Lines.Count];
        for (int c = 0; c < Boarding.Length; c++) lines[timetable.Trips[timetable.Trip[c]].Line] += Boarding[c];
        return lines;
    }
}

/// <summary>Puts people into vehicles, with crowding as time: they choose the ways that are best given how full vehicles are.</summary>
public static class TransitAssignment
{
    /// <summary>Chooses until nobody gains by choosing anew, within a gap.</summary>
    /// <param name="skims">Timetable and origins.</param> <param name="targets">By the stops within reach of each.</param> <param name="trips">People.</param> <param name="boardingPenalty">Time that getting into a vehicle is worth [s].</param>
    /// <param name="crowding">How fullness is felt; null where it is not.</param> <param name="gap">That ends it.</param> <param name="rounds">That end it at the latest.</param> <param name="threads">Most threads; the result does not depend on it.</param>
    /// <remarks>Each round mixes in a share 1/(round + 1) of the new choices (successive averages).</remarks>
    /// <exception cref="TerritoryException">People are negative, or come from or go to places that are not there.</exception>
    public static TransitLoads Solve(TransitSkims skims, IReadOnlyList<StopReach[]> targets, IReadOnlyList<TransitTrips> trips, int boardingPenalty, Crowding? crowding, double gap = 1e-3, int rounds = 50, int? threads = null)
    {
        Refuse(skims, targets, trips);
        Timetable timetable = skims.Timetable;
        int[] discomfort = new int[timetable.Connections];
        (double[] riding, double[] boarding, double unserved, double plain) = skims.Load(targets, trips, new(boardingPenalty), threads);      // plain: what people bear beside crowding, mixed as they are
        if (crowding is null) return new(riding, boarding, discomfort, unserved, 0, 1);
        for (int round = 1; ; round++)
        {
            for (int c = 0; c < discomfort.Length; c++) discomfort[c] = DiscomfortOf(timetable, c, riding[c], crowding);
            (double[] newRiding, double[] newBoarding, _, double best) = skims.Load(targets, trips, new(boardingPenalty, [.. discomfort]), threads);
            double found = best > 0 ? (plain + Felt(riding, discomfort)) / best - 1 : 0;
            if (found <= gap || round >= rounds) return new(riding, boarding, discomfort, unserved, found, round + 1);
            double share = 1.0 / (round + 1);
            plain += share * (best - Felt(newRiding, discomfort) - plain);
            for (int c = 0; c < riding.Length; c++)
            {
                riding[c] += share * (newRiding[c] - riding[c]);
                boarding[c] += share * (newBoarding[c] - boarding[c]);
            }
        }
    }

    private static double Felt(double[] riding, int[] discomfort)
    {
        double felt = 0;
        for (int c = 0; c < riding.Length; c++) felt += riding[c] * discomfort[c];
        return felt;
    }

    private static int DiscomfortOf(Timetable timetable, int connection, double people, Crowding crowding)
    {
        double longer = (crowding.Multiplier(people, timetable.Trips[timetable.Trip[connection]].Vehicle) - 1) * (timetable.Arrival[connection] - timetable.Departure[connection]);
        return (int)Math.Min(TransitChoice.Most, Math.Round(longer));
    }

    private static void Refuse(TransitSkims skims, IReadOnlyList<StopReach[]> targets, IReadOnlyList<TransitTrips> trips)
    {
        string[] faults =
        [
            .. trips.Where(t => (uint)t.Origin >= (uint)skims.Origins || (uint)t.Target >= (uint)targets.Count || !(t.People >= 0 && double.IsFinite(t.People)) || t.Period.To <= t.Period.From).Take(200)
                .Select(t => $"public transport: {t.People} people from place {t.Origin} to {t.Target}, {t.Period.From} to {t.Period.To} s; expected 0 or more, one of {skims.Origins} origins, one of {targets.Count} targets, and a period that ends after it begins"),
        ];
        if (faults.Length > 0) throw new TerritoryException(string.Join('\n', faults));
    }
}
