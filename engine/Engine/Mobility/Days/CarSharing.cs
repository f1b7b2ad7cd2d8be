using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Which households take shared cars, and from where: each from the nearest, by lot of those near it with somebody who drives, as many as its cars have members. docs/physics/mobility.md.</summary>
public sealed class CarSharing
{
    private const double Reach = 800;           // nobody joins further away, as the crow flies [m]

    private readonly SharedCars[] _cars;
    private readonly int[] _station;
    private readonly double[] _walk;
    private readonly bool[] _givesUp;

    private CarSharing(SharedCars[] cars, int[] station, double[] walk, bool[] givesUp) => (_cars, _station, _walk, _givesUp) = (cars, station, walk, givesUp);

    /// <summary>Cars at each place where some stand.</summary>
    public IReadOnlyList<SharedCars> Stations => _cars;

    /// <summary>Index of the place from which a household takes them; −1: it is no member.</summary>
    public int StationOf(int household) => _station[household];

    /// <summary>What a household pays; null: it is no member.</summary>
    public SharedCars? CarsOf(int household) => _station[household] is >= 0 and var s ? _cars[s] : null;

    /// <summary>From a member's home to the cars [min].</summary>
    public double WalkOf(int household) => _walk[household];

    /// <summary>Whether a household gives a car up, if it has one.</summary>
    public bool GivesUp(int household) => _givesUp[household];

    /// <summary>Draws who joins.</summary>
    /// <param name="territory">Its buildings and households.</param> <param name="drivers">Of each household, those like it in the territory where somebody has a licence; 0 where nobody has.</param> <param name="lots">Of each household: names its draws.</param> <param name="seed">Of the run.</param>
    public static CarSharing Of(Territory territory, double[] drivers, IReadOnlyList<long> lots, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(drivers);
        ArgumentNullException.ThrowIfNull(lots);
        int[] standing = [.. Enumerable.Range(0, territory.Buildings.Count).Where(b => territory.Buildings[b].SharedCars != null)];
        SharedCars[] cars = [.. standing.Select(b => territory.Buildings[b].SharedCars!)];
        (double X, double Y)[] at = [.. standing.Select(b => territory.Buildings[b].Footprint.Outer.Middle)];
        int[] station = [.. Enumerable.Repeat(-1, drivers.Length)];
        double[] walk = new double[drivers.Length], near = new double[cars.Length];
        bool[] givesUp = new bool[drivers.Length];
        if (cars.Length == 0) return new(cars, station, walk, givesUp);

        for (int k = 0; k < drivers.Length; k++)
        {
            if (drivers[k] == 0) continue;
            (double x, double y) = territory.Buildings[territory.Households[k].Building].Footprint.Outer.Middle;
            int nearest = Enumerable.Range(0, at.Length).MinBy(s => double.Hypot(at[s].X - x, at[s].Y - y));
            double way = double.Hypot(at[nearest].X - x, at[nearest].Y - y);
            if (way > Reach) continue;
            (station[k], walk[k]) = (nearest, RoadSystem.Detour * way / RoadSystem.FootSpeed);
            near[nearest] += drivers[k];
        }
        for (int k = 0; k < drivers.Length; k++)
        {
            if (station[k] is not (>= 0 and var s)) continue;
            RandomStream dice = new(seed, "car sharing", lots[k]);
            if (dice.NextDouble() < cars[s].Number * cars[s].Households / near[s]) givesUp[k] = dice.NextDouble() < cars[s].GiveUp;
            else station[k] = -1;
        }
        return new(cars, station, walk, givesUp);
    }

    /// <summary>From taking a car to bringing it back [h].</summary>
    /// <param name="days">Of the tour.</param> <param name="tour">Which.</param> <param name="wayBack">Of its last trip [min].</param>
    public static double HoursOut(DayPlans days, Tour tour, double wayBack)
    {
        ArgumentNullException.ThrowIfNull(days);
        return days.Trips[tour.First + tour.Count - 1].Departure - days.Trips[tour.First].Departure + wayBack / 60;
    }
}
