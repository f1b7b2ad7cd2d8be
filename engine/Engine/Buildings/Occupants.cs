using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>How the homes of a building are lived in.</summary>
public enum Occupancy
{
    /// <summary>All year, or no home at all.</summary>
    Lived,
    /// <summary>Six weeks a year; frost is kept out else.</summary>
    SecondHome,
    /// <summary>By nobody; frost is kept out.</summary>
    Vacant,
    /// <summary>By nobody, and nothing is on.</summary>
    Shut,
}

/// <summary>Who lives in a building, as far as it is known before the first hour.</summary>
/// <param name="Occupancy">How.</param> <param name="Homes">Homes in which people live, or are taken to.</param> <param name="Persons">They.</param>
/// <param name="WaterAdults">They, as 3CL-DPE counts adults for hot water, household by household where these are known.</param>
/// <param name="WorkersShare">Share of its adults who go out to work; NaN when unknown.</param>
/// <param name="LivingStandard">Mean income of its households by consumption unit [€/year]; NaN when unknown.</param>
public readonly record struct Occupants(Occupancy Occupancy, double Homes, double Persons, double WaterAdults, double WorkersShare, double LivingStandard)
{
    private const double PersonsPerHome = 2.2;
    private const double SecondHomes = 0.55, KeptFromFrost = 0.5;       // of homes without household, and of the vacant ones: 3.7 and 3.1 million (INSEE 2021, recalled); assumed

    /// <summary>Of every building: its inhabitants, else the people of its households. Where nobody is known to live in the whole territory, 2.2 people are taken to live in each home.</summary>
    /// <param name="territory">Its buildings and households.</param> <param name="seed">Which homes without people are second homes is drawn by lot.</param>
    public static Occupants[] Of(Territory territory, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(territory);
        double[] homes = new double[territory.Buildings.Count], persons = new double[homes.Length], workers = new double[homes.Length], adults = new double[homes.Length], water = new double[homes.Length], standard = new double[homes.Length];
        foreach (Household household in territory.Households)
        {
            homes[household.Building]++;
            persons[household.Building] += household.Persons;
            water[household.Building] += ConventionalUse.Adults(household.Persons);
            workers[household.Building] += household.Workers;
            standard[household.Building] += household.LivingStandard;
            adults[household.Building] += Math.Min(household.Persons, 2);
        }
        bool anyone = persons.Any(p => p > 0) || territory.Buildings.Any(b => b.Inhabitants > 0);
        return [.. territory.Buildings.Select((b, i) => Of(b, i))];

        Occupants Of(Building building, int i)
        {
            double share = adults[i] > 0 ? workers[i] / adults[i] : double.NaN, living = homes[i] > 0 ? standard[i] / homes[i] : double.NaN, dwellings = Math.Max(1, building.Dwellings);
            double people = building.Inhabitants > 0 ? building.Inhabitants : persons[i];
            if (people > 0)
            {
                return homes[i] > 0 ? new(Occupancy.Lived, homes[i], people, water[i] * people / persons[i], share, living)
                    : new(Occupancy.Lived, dwellings, people, dwellings * ConventionalUse.Adults(people / dwellings), share, living);
            }
            return new(anyone && building.Use == BuildingUse.Dwelling ? Empty(new RandomStream(seed, "empty home", building.Lot)) : Occupancy.Lived, dwellings, dwellings * PersonsPerHome, dwellings * ConventionalUse.Adults(PersonsPerHome), share, living);
        }

        static Occupancy Empty(RandomStream lot) => lot.NextDouble() < SecondHomes ? Occupancy.SecondHome : lot.NextDouble() < KeptFromFrost ? Occupancy.Vacant : Occupancy.Shut;
    }
}
