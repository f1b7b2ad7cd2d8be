using System.Globalization;

namespace TerritoryTwin.Indicators;

/// <summary>What the rules of the French energy label say on a day: letters A to G by the area of a home, and what electricity counts for.</summary>
/// <remarks>
/// label-rules.csv, each line from the day on which it came into force: arrêté of 31 March 2021; of 25 March 2024, other limits below 40 m² from 1 July 2024 on; electricity counts 1.9 from 1 January 2026 on.
/// Above 800 m the limits of E and F are higher, in whatever zone.
/// </remarks>
public sealed class LabelRules
{
    private const double HighGround = 800;                          // m above sea level
    private const int Largest = 40;                                 // m²: one row for all homes from there on
    private static readonly Row[] All = [.. Read()];
    private readonly double[][] _energy, _energyHigh, _carbon, _carbonHigh;      // limits of A to F by area [m²], 0 to 40

    private LabelRules(Row[] known)
    {
        PrimaryElectricity = known.Last(static r => r.Quantity == "primary_electricity").Values[0];
        (_energy, _energyHigh, _carbon, _carbonHigh) = (Latest("energy", 0), Latest("energy", HighGround), Latest("carbon", 0), Latest("carbon", HighGround));

        double[][] Latest(string quantity, double above)
        {
            Row[] rows = [.. known.Where(r => r.Quantity == quantity && r.Above == above)];
            rows = [.. rows.Where(r => r.From == rows[^1].From)];
            return [.. Enumerable.Range(0, Largest + 1).Select(area => rows.First(r => r.Area >= area).Values)];
        }
    }

    private readonly record struct Row(DateOnly From, string Quantity, double Above, int Area, double[] Values);

    /// <summary>Those of 2026: by them every simulated year is judged, so that years compare.</summary>
    public static LabelRules Today { get; } = InForce(new(2026, 1, 1));

    /// <summary>Those of a day.</summary>
    /// <param name="day">From 1 July 2021 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is before the first rules.</exception>
    public static LabelRules InForce(DateOnly day) =>
        day >= All[0].From ? new([.. All.Where(r => r.From <= day)]) : throw new ArgumentOutOfRangeException(nameof(day), day, $"expected {All[0].From:yyyy-MM-dd} or later");

    /// <summary>Primary energy per bought energy of electricity.</summary>
    public double PrimaryElectricity { get; }

    /// <summary>The worse of the letters for energy and for greenhouse gas.</summary>
    /// <param name="primaryEnergy">Of heating, hot water, cooling, lighting and auxiliaries [kWh/(m² year)].</param> <param name="carbon">Of the same [kgCO2e/(m² year)].</param>
    /// <param name="area">Of one home, of several their mean [m²]; limits go by the whole square metre.</param> <param name="ground">Height above sea level [m].</param>
    public char Letter(double primaryEnergy, double carbon, double area, double ground)
    {
        bool high = ground > HighGround;
        int row = (int)Math.Round(Math.Clamp(area, 0, Largest), MidpointRounding.AwayFromZero);
        return (char)('A' + Math.Max(Rank(primaryEnergy, (high ? _energyHigh : _energy)[row]), Rank(carbon, (high ? _carbonHigh : _carbon)[row])));
    }

    private static int Rank(double value, double[] limits)
    {
        int rank = 0;
        while (rank < limits.Length && value >= limits[rank]) rank++;
        return rank;
    }

    // Days, and areas within a day, in ascending order.
    private static IEnumerable<Row> Read()
    {
        using StreamReader reader = new(typeof(LabelRules).Assembly.GetManifestResourceStream("label-rules.csv")!);
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            yield return new(DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[1], cells[2].Length > 0 ? Number(cells[2]) : 0,
                cells[3].Length > 0 ? int.Parse(cells[3], CultureInfo.InvariantCulture) : Largest, [.. cells[4..].Where(static c => c.Length > 0).Select(Number)]);
        }

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }
}
