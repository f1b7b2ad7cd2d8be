using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What people do on weekdays.</summary>
public enum Occupation
{
    /// <summary>Has a job.</summary>
    Worker,
    /// <summary>Younger than 18.</summary>
    Pupil,
    /// <summary>Of 18 and more, and learns.</summary>
    Student,
    /// <summary>Of 65 and more, without a job.</summary>
    Retired,
    /// <summary>Between 18 and 64, without a job.</summary>
    AtHome,
}

/// <summary>A person, drawn: nobody in particular.</summary>
/// <param name="Household">Index in the territory.</param> <param name="Occupation">Of weekdays.</param> <param name="Weight">People it stands for: 1, unless inhabitants came or went.</param>
/// <param name="Drives">Has a licence.</param> <param name="HasCar">Is the first to drive a car of the household; those who come after drive when it is free.</param>
/// <param name="Lot">Names the random streams of what is drawn for it.</param>
public readonly record struct Resident(int Household, Occupation Occupation, double Weight, bool Drives, bool HasCar, long Lot);

/// <summary>Who lives in a territory, person by person, drawn from its households and the ages of its census squares. docs/physics/mobility.md.</summary>
/// <remarks>Each draw is named by seed, purpose, building and number of the household in it, so that it is the same in every scenario, and whatever else stands in the territory.</remarks>
public sealed class Residents
{
    // Of people in France; INSEE, estimates of 2023: 21 % below 18, 21 % from 65.
    private const double Under18 = 0.21, From65 = 0.21;

    /// <summary>Of people of 18 to 64 without a job, those who learn: some 2.9 of 12 million (INSEE, ministry of higher education, orders of magnitude).</summary>
    private const double Learn = 0.24;

    /// <summary>How much rarer old people are where somebody of the household works.</summary>
    private const double OldBesideWorkers = 0.15;

    private Residents(Territory territory, Resident[] people, long[] lots, int[] cars, CarSharing sharing, int[] thirds) => (Territory, People, Lots, Cars, Sharing, Thirds) = (territory, people, lots, cars, sharing, thirds);

    /// <summary>They live in.</summary>
    public Territory Territory { get; }
    /// <summary>Household by household.</summary>
    public IReadOnlyList<Resident> People { get; }
    /// <summary>Of each household: names the random streams of what is drawn for it.</summary>
    public IReadOnlyList<long> Lots { get; }
    /// <summary>Of each household, without what it gave up.</summary>
    public IReadOnlyList<int> Cars { get; }
    /// <summary>Who takes shared cars.</summary>
    public CarSharing Sharing { get; }
    /// <summary>Cars that households gave up for them.</summary>
    public int CarsGivenUp { get; private init; }
    /// <summary>Of each household: 0 the poorest third of people by living standard, to 2; −1 where nobody counted incomes.</summary>
    public IReadOnlyList<int> Thirds { get; }

    /// <summary>Draws who lives in a territory.</summary>
    /// <param name="territory">Its households, buildings and squares.</param> <param name="seed">Of the run.</param>
    /// <exception cref="TerritoryException">People live there and no household is known.</exception>
    public static Residents Of(Territory territory, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(territory);
        double people = territory.Buildings.Sum(b => b.Inhabitants.Value);
        if (territory.Households.Count == 0 && people > 0)
            throw new TerritoryException($"mobility: {people:0} people live in {territory.Name} and no household is known; expected a layer `households`, or census squares from which the import draws them. Import the territory with its population, or leave mobility off.");
        int[] squares = territory.SquaresOfBuildings();
        double[] drawn = new double[territory.Buildings.Count];
        foreach (Household h in territory.Households) drawn[h.Building] += h.Persons;
        PeopleLots lots = PeopleLots.Of(territory);
        Occupation[][] occupations = OccupationsOf(territory, squares, lots.Households, seed);
        List<Resident> all = [];
        int[] cars = new int[territory.Households.Count];
        double[] weights = [.. territory.Households.Select(h => territory.Buildings[h.Building].Inhabitants.Value / drawn[h.Building])];
        bool[][] drives = [.. occupations.Select((of, k) => LicencesOf(of, new(seed, "licence", lots.Households[k])))];
        CarSharing sharing = CarSharing.Of(territory, [.. weights.Select((w, k) => drives[k].Contains(true) ? w : 0)], lots.Households, seed);
        double median = MedianOf(territory.Households);
        int givenUp = 0;
        for (int k = 0; k < cars.Length; k++)
        {
            Household h = territory.Households[k];
            RandomStream dice = new(seed, "cars", lots.Households[k]);
            cars[k] = CarOwnership.Draw(h.Persons, h.LivingStandard / median, dice.NextDouble());
            if (cars[k] > 0 && sharing.GivesUp(k))
            {
                cars[k]--;
                givenUp++;
            }
            if (weights[k] == 0) continue;               // nobody lives there any more
            int left = cars[k];
            for (int p = 0; p < drives[k].Length; p++) all.Add(new(k, occupations[k][p], weights[k], drives[k][p], drives[k][p] && left-- > 0, unchecked(lots.FirstPersons[k] + p)));
        }
        return new(territory, [.. all], lots.Households, cars, sharing, ThirdsOf(territory, squares)) { CarsGivenUp = givenUp };
    }

    private static bool[] LicencesOf(Occupation[] occupations, RandomStream dice)
    {
        bool[] drives = new bool[occupations.Length];
        for (int p = 0; p < drives.Length; p++) drives[p] = dice.NextDouble() < CarOwnership.Licences(occupations[p]);
        return drives;
    }

    // Of each household, workers first. Who is neither a worker nor the only adult may be a child; of the rest some are old: as many as the square counts.
    private static Occupation[][] OccupationsOf(Territory territory, int[] squares, long[] lots, ulong seed)
    {
        Occupation[][] found = new Occupation[territory.Households.Count][];
        foreach (IGrouping<int, int> square in Enumerable.Range(0, found.Length).GroupBy(k => squares[territory.Households[k].Building]).OrderBy(static g => g.Key))
        {
            AgeCounts? ages = square.Key >= 0 ? territory.Population[square.Key].Ages : null;
            (double young, double old) = ages is { All: > 0 } a ? (a.Under18 / a.All, a.From65 / a.All) : (Under18, From65);
            double persons = square.Sum(k => territory.Households[k].Persons), candidates = square.Sum(k => Candidates(territory.Households[k]));
            double child = candidates > 0 ? young * persons / candidates : 0, idle = 0;
            foreach (int k in square)
            {
                Household h = territory.Households[k];
                RandomStream dice = new(seed, "age", lots[k]);
                int children = 0;
                for (int c = Candidates(h); c > 0; c--)
                    if (dice.NextDouble() < child) children++;
                found[k] = [.. Enumerable.Repeat(Occupation.Worker, Math.Min(h.Workers, h.Persons)), .. Enumerable.Repeat(Occupation.AtHome, h.Persons - Math.Min(h.Workers, h.Persons) - children), .. Enumerable.Repeat(Occupation.Pupil, children)];
                idle += Idle(found[k]) * Rarer(h);
            }
            double retired = idle > 0 ? old * persons / idle : 0;
            foreach (int k in square)
            {
                RandomStream dice = new(seed, "occupation", lots[k]);
                for (int p = 0; p < found[k].Length; p++)
                {
                    if (found[k][p] != Occupation.AtHome) continue;
                    double u = dice.NextDouble(), v = dice.NextDouble();
                    if (u < retired * Rarer(territory.Households[k])) found[k][p] = Occupation.Retired;
                    else if (v < Learn) found[k][p] = Occupation.Student;
                }
            }
        }
        return found;

        static int Candidates(Household h) => Math.Max(0, h.Persons - Math.Max(1, h.Workers));
        static double Rarer(Household h) => h.Workers > 0 ? OldBesideWorkers : 1;
        static int Idle(Occupation[] people) => people.Count(static o => o == Occupation.AtHome);
    }

    /// <summary>Median living standard of households [€/year]; 1 where none is above 0.</summary>
    internal static double MedianOf(IReadOnlyList<Household> households)
    {
        double[] sorted = [.. households.Select(static h => h.LivingStandard).Order()];
        return sorted.Length > 0 && sorted[sorted.Length / 2] > 0 ? sorted[sorted.Length / 2] : 1;
    }

    // By living standard, where a square counts incomes; each household weighs as many as live in it.
    private static int[] ThirdsOf(Territory territory, int[] squares)
    {
        int[] thirds = [.. Enumerable.Repeat(-1, territory.Households.Count)];
        int[] known = [.. Enumerable.Range(0, thirds.Length).Where(k => squares[territory.Households[k].Building] is >= 0 and var s && double.IsFinite(territory.Population[s].MeanIncome)).OrderBy(k => territory.Households[k].LivingStandard).ThenBy(static k => k)];
        double all = known.Sum(k => territory.Households[k].Persons), before = 0;
        foreach (int k in known)
        {
            thirds[k] = Math.Min(2, (int)(3 * (before + 0.5 * territory.Households[k].Persons) / all));
            before += territory.Households[k].Persons;
        }
        return thirds;
    }
}

/// <summary>Cars of households and who may drive them.</summary>
/// <remarks>Shares by persons: INSEE, SDES, French households of about 2020, orders of magnitude recalled: 16 % have none, 36 % two and more. Odds of none fall, and of two rise, with the living standard.</remarks>
public static class CarOwnership
{
    // None, and two or more of those that have one; 1, 2, 3, 4 and more persons.
    private static readonly (double None, double Two)[] ByPersons = [(0.31, 0.07), (0.08, 0.45), (0.06, 0.62), (0.04, 0.71)];

    /// <summary>Cars of a household: 0, 1 or 2.</summary>
    /// <param name="persons">In it.</param> <param name="standard">Living standard over the median.</param> <param name="u">Uniform on 0 to 1.</param>
    public static int Draw(int persons, double standard, double u)
    {
        (double none, double two) = ByPersons[Math.Clamp(persons, 1, ByPersons.Length) - 1];
        double within = Math.Clamp(standard, 0.25, 4);
        none = Odds(none, 1 / within);
        two = (1 - none) * Odds(two, within);
        return u < none ? 0 : u < 1 - two ? 1 : 2;
    }

    /// <summary>Share of people of an occupation who have a licence.</summary>
    /// <remarks>EMP 2019, orders of magnitude.</remarks>
    public static double Licences(Occupation occupation) => occupation switch
    {
        Occupation.Worker => 0.93,
        Occupation.Student => 0.65,
        Occupation.Retired => 0.82,
        Occupation.AtHome => 0.78,
        _ => 0,
    };

    private static double Odds(double share, double factor) => share * factor / (1 - share + share * factor);
}
