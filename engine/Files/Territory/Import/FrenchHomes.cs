namespace TerritoryTwin.Files.Territories;

/// <summary>What is usual for French homes, where no census says.</summary>
/// <remarks>Orders of magnitude of Insee (census and housing survey); docs/import.md gives them as a table.</remarks>
internal static class FrenchHomes
{
    /// <summary>Living area of a house and of a flat [m²].</summary>
    public const double HouseArea = 112, FlatArea = 63;
    /// <summary>Less than this is no dwelling [m²].</summary>
    public const double SmallestArea = 9;
    /// <summary>More persons by dwelling than this form no households: the number is wrong, or they live in an institution.</summary>
    public const double MostPersons = 20;
    /// <summary>Persons in a household.</summary>
    public const double PersonsInHousehold = 2.17;
    /// <summary>Dwellings in which somebody lives all year, as a share of all.</summary>
    public const double OccupiedShare = 0.92;
    /// <summary>Living standard of persons, the income of the household by consumption unit, mean of 2021; and the line below which a household is poor [€/year].</summary>
    public const double LivingStandard = 26_500, PovertyLine = 13_900;
    /// <summary>Households below that line, of one person, of five persons and more, as shares of all.</summary>
    public const double PoorShare = 0.14, OfOneShare = 0.37, OfFiveShare = 0.06;
    /// <summary>People of 18 to 64 years, as a share of all; and those of them who have a job.</summary>
    public const double WorkingAgeShare = 0.58, EmployedShare = 0.69;

    /// <summary>Whether a building of so many dwellings counts as a house: one or two.</summary>
    public static bool IsHouse(int dwellings) => dwellings <= 2;

    /// <summary>Living area of a dwelling [m²] in a building of so many.</summary>
    public static double Area(int dwellings) => IsHouse(dwellings) ? HouseArea : FlatArea;

    /// <summary>Shares of owners and of social tenants among the households of houses or flats; the rest rents from private owners.</summary>
    public static (double Owners, double Social) Tenures(int dwellings) => IsHouse(dwellings) ? (0.79, 0.06) : (0.29, 0.32);
}
