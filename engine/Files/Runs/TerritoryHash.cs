using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Runs;

/// <summary>Identifies what a territory holds, wherever it was loaded from; SHA-256 in hexadecimal.</summary>
public static class TerritoryHash
{
    /// <summary>Of every layer, without where its values come from.</summary>
    public static string Of(Territory territory) => Hash(content =>
    {
        content.Add(territory.Epsg, territory.Latitude, territory.Longitude);
        AddShape(content, territory);
        content.Add(territory.Buildings.Count);
        foreach (Building building in territory.Buildings)
        {
            content.Add(building.Id);
            content.Add(building.District);
            content.Add(
                (int)building.Use.Value, building.Built, building.Floors, building.Dwellings, building.HeatedArea, (int)building.Heating.Value, (int)building.HotWater.Value,
                building.Inhabitants, building.Jobs);
        }
        content.Add(territory.Roads.Count);
        foreach (Road road in territory.Roads)
        {
            content.Add(road.Id);
            content.Add(road.X);
            content.Add(road.Y);
            content.Add((int)road.Class.Value);
        }
        foreach (IReadOnlyList<Zone> zones in (IReadOnlyList<Zone>[])[territory.Vegetation, territory.Water, territory.Activities])
        {
            content.Add(zones.Count);
            foreach (Zone zone in zones)
            {
                content.Add(zone.Id);
                content.Add(zone.Nature);
                AddZone(content, zone);
            }
        }
        content.Add(territory.Population.Count);
        foreach (PopulationSquare square in territory.Population)
        {
            AddPolygon(content, square.Area);
            content.Add(square.Persons, square.Households, square.PoorHouseholds, square.MeanIncome);
        }
        content.Add(territory.Households.Count);
        foreach (Household household in territory.Households)
            content.Add(household.Building, household.Persons, household.Income, (int)household.Tenure, household.Workers);
        if (territory.Boundary is { } boundary) AddPolygon(content, boundary);
        AddWorks(content, territory);
    });

    /// <summary>Of what casts shadows and receives sun alone: ground, outlines, heights, roofs, trees.</summary>
    public static string OfShape(Territory territory) => Hash(content => AddShape(content, territory));

    private static void AddShape(Content content, Territory territory)
    {
        Grid grid = territory.Terrain.Grid;
        content.Add(grid.West, grid.South, grid.CellSize, grid.Columns, grid.Rows);
        content.Add(MemoryMarshal.AsBytes(territory.Terrain.Values.AsSpan()));
        content.Add(territory.Buildings.Count);
        foreach (Building building in territory.Buildings)
        {
            AddPolygon(content, building.Footprint);
            content.Add(building.Ground, building.Height, (int)building.Roof.Value, building.RoofPitch);
        }
        foreach (Building building in territory.Context?.Buildings ?? [])
        {
            content.Add("context");
            AddPolygon(content, building.Footprint);
            content.Add(building.Ground, building.Height, (int)building.Roof.Value, building.RoofPitch, building.Built);
        }
        content.Add(territory.Vegetation.Count);
        foreach (Zone zone in territory.Vegetation) AddZone(content, zone);
        AddKnown(content, "shades", territory.Shades);
    }

    // Only where there are any: a territory that no measure has touched keeps the hash that results know it by.
    private static void AddWorks(Content content, Territory territory)
    {
        IReadOnlyList<Building> buildings = territory.Buildings;
        AddKnown(content, "covers", territory.Covers);
        if (territory.Context is { } context) AddPolygon(content, context.Limit);
        if (territory.PublicTransport is { } transport) AddTransport(content, transport);
        foreach (BusLine line in territory.Lines)
        {
            content.Add($"line {line.Name} {line.Spacing:R} {line.Headway:R} {line.Speed:R}");
            content.Add(line.X);
            content.Add(line.Y);
        }
        for (int r = 0; r < territory.Roads.Count; r++)
        {
            foreach (TurnRule rule in territory.Roads[r].Turns) content.Add($"turn {r} {rule.AtEnd} {rule.Only} {rule.To}");
            if (territory.Roads[r].Facts is not { } facts || facts == RoadFacts.Unsaid) continue;
            content.Add($"facts {r}");
            content.Add(
                Of(facts.Direction), Of(facts.Speed), Of(facts.Lanes), Of(facts.Level), Of(facts.Toll), Of(facts.Cars), Of(facts.Cycles), Of(facts.Feet), Of(facts.CycleWay), Of(facts.CycleDirection), Of(facts.Surface));
        }
        for (int s = 0; s < territory.Population.Count; s++)
        {
            if (territory.Population[s].Ages is not { } ages) continue;
            content.Add($"ages {s}");
            content.Add(ages.Under18, ages.From18To64, ages.From65);
        }
        foreach (Zone zone in territory.Vegetation.Where(z => z.Planted != null)) content.Add(zone.Planted!.Value);
        for (int b = 0; b < buildings.Count; b++)
        {
            if (buildings[b].Works is { } works)
            {
                content.Add($"works {b}");
                content.Add(works.Name);
                content.Add(works.WallU, works.RoofU, works.FloorU, works.WindowU, works.WindowG, works.AirChange, buildings[b].RenovationYear ?? 0, buildings[b].RenovationRank ?? 0);
            }
            if (buildings[b].Owner is { } owner) content.Add($"owner {b} {owner.Value}");
            if (buildings[b].HeatingChange is { } change) content.Add($"heated before {b} {change.From} {change.Year}");
            if (double.IsFinite(buildings[b].HeatPumpSizing)) content.Add($"heat pump {b} {buildings[b].HeatPumpSizing:R}");
            if (buildings[b].Invested != 0) content.Add($"invested {b} {buildings[b].Invested:R} {buildings[b].EmbodiedCarbon:R}");
            if (buildings[b].Aid != 0) content.Add($"aid {b} {buildings[b].Aid:R}");
            if (buildings[b].RoofCover != RoofCover.Usual) content.Add($"roof {b} {buildings[b].RoofCover}");
            if (buildings[b].Battery is { } battery) content.Add($"battery {b} {battery.Capacity:R} {battery.Power:R}");
            if (buildings[b].SetBack is { } setBack) content.Add($"set back {b} {setBack.Night:R} {setBack.Away:R}");
            if (buildings[b].AirConditioned) content.Add($"air conditioning {b}");
            if (buildings[b].UseFactors is { } use) content.Add($"use {b} {use.Heating:R} {use.Appliances:R}");
            if (buildings[b].CoolFrom != 0) content.Add($"cooling {b} {buildings[b].CoolFrom:R}");
            if (buildings[b].Trips is var trips && trips != TripTerms.Usual) content.Add($"trips {b} {trips.WorkAtHome:R} {trips.ElectricCars:R} {trips.Parking:R}");
            if (buildings[b].Services is var floors && floors != default) content.Add($"services {b} {floors.Shop:R} {floors.School:R} {floors.Health:R} {floors.Leisure:R}");
            if (buildings[b].SharedCars is { } cars) content.Add($"shared cars {b} {cars.Number} {cars.Households:R} {cars.GiveUp:R} {cars.KilometrePrice:R} {cars.HourPrice:R}");
            if (buildings[b].PanelsAreShared) content.Add($"panels serve homes {b}");
            if (buildings[b].Panels.Count == 0) continue;
            content.Add($"panels {b}");
            content.Add([.. buildings[b].Panels]);
        }
    }

    private static void AddTransport(Content content, PublicTransport transport)
    {
        content.Add($"timetable {transport.Stops.Count} {transport.Lines.Count} {transport.Changes.Count}");
        foreach (TransitStop stop in transport.Stops)
        {
            content.Add($"{stop.Id}\n{stop.Name}\n{stop.Station}");
            content.Add(stop.X, stop.Y);
        }
        foreach (TransitLine line in transport.Lines) content.Add($"{line.Id}\n{line.Name}");
        foreach (TransitChange change in transport.Changes) content.Add(change.From, change.To, change.Seconds ?? double.NaN);
        foreach ((string name, ServiceDay day) in transport.Days)
        {
            content.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {day.Date:yyyy-MM-dd} {day.Trips.Count}"));
            foreach (TransitTrip trip in day.Trips)
            {
                content.Add(trip.Id);
                content.Add([trip.Line, trip.Vehicle.Seats, trip.Vehicle.Places, .. trip.Calls.SelectMany(static c => new double[] { c.Stop, c.Arrival, c.Departure, c.Boards ? 1 : 0, c.Alights ? 1 : 0 })]);
            }
        }
    }

    // As a number; NaN where nothing is said.
    private static double Of<T>(Known<T>? known) where T : struct => known is { } said ? Convert.ToDouble(said.Value, CultureInfo.InvariantCulture) : double.NaN;

    private static void AddKnown(Content content, string layer, IReadOnlyList<Zone> zones)
    {
        if (zones.Count == 0) return;
        content.Add(layer);
        foreach (Zone zone in zones)
        {
            content.Add(zone.Nature);
            AddZone(content, zone);
        }
    }

    private static void AddZone(Content content, Zone zone)
    {
        AddPolygon(content, zone.Area);
        content.Add(zone.Height);
    }

    private static void AddPolygon(Content content, Polygon polygon)
    {
        content.Add(polygon.Holes.Count);
        foreach (Ring ring in polygon.Holes.Prepend(polygon.Outer))
        {
            content.Add(ring.X);
            content.Add(ring.Y);
        }
    }

    private static string Hash(Action<Content> add)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        add(new(hash));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Every piece goes in with its length, so that no two contents read alike.</summary>
    private readonly struct Content(IncrementalHash hash)
    {
        public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

        public void Add(params ReadOnlySpan<double> values) => Add(MemoryMarshal.AsBytes(values));

        public void Add(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
