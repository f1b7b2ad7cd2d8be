using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>A building while its gaps are filled: null is unknown.</summary>
internal sealed class BuildingDraft
{
    public required string Id { get; init; }
    public required string Place { get; init; }
    public required Shape Shape { get; init; }
    public required double Area { get; init; }
    public required Coordinate Centre { get; init; }

    /// <summary>Whether it stands around the limit, and counts in no total.</summary>
    public bool IsContext { get; init; }

    /// <summary>Whether it has no walls or foundations to speak of: sheds, canopies.</summary>
    public bool Light { get; init; }

    /// <summary>Altitude of the gutter [m].</summary>
    public Known<double>? RoofAltitude { get; init; }

    /// <summary>Of its underside above the ground [m], where the height counts what is open below.</summary>
    public Known<double>? MinHeight { get; init; }

    /// <summary>Storeys that are open below it, where the storeys count them.</summary>
    public Known<int>? MinFloors { get; init; }
    public string RoofMaterial { get; init; } = "";
    public string District { get; init; } = "";
    public Known<Ownership>? Owner { get; init; }

    public Known<double>? Ground { get; set; }
    public Known<double>? Height { get; set; }
    public Known<BuildingUse>? Use { get; set; }
    public Known<int>? Built { get; set; }
    public Known<int>? Floors { get; set; }
    public Known<int>? Dwellings { get; set; }
    public Known<double>? HeatedArea { get; set; }
    public Known<RoofShape>? Roof { get; set; }
    public Known<double>? RoofPitch { get; set; }
    public Known<HeatingSystem>? Heating { get; set; }
    public Known<HeatingSystem>? HotWater { get; set; }
    public Known<double>? Inhabitants { get; set; }
    public Known<double>? Jobs { get; set; }

    /// <summary>Floor area of all storeys, walls included [m²].</summary>
    public double FloorArea => Area * (Floors?.Value ?? 1);

    /// <summary>Whether it holds dwellings.</summary>
    public bool IsDwelling => Use?.Value == BuildingUse.Dwelling || Dwellings?.Value > 0;

    /// <summary>Dwellings that its floors can hold.</summary>
    public int Homes => Math.Min(Dwellings?.Value ?? 0, Math.Max(1, (int)(FloorArea / FrenchHomes.SmallestArea)));

    /// <summary>The building, once nothing is unknown.</summary>
    public Building Finish() => new()
    {
        Id = Id, Footprint = Shapes.ToPolygon(Shape), Ground = Ground!.Value, Height = Height!.Value, Use = Use!.Value, Built = Built!.Value,
        Floors = Floors!.Value, Dwellings = Dwellings!.Value, HeatedArea = HeatedArea!.Value, Roof = Roof!.Value, RoofPitch = RoofPitch!.Value,
        Heating = Heating!.Value, HotWater = HotWater!.Value, Inhabitants = Inhabitants!.Value, Jobs = Jobs!.Value, District = District, Owner = Owner,
    };

    /// <summary>Nothing in it is counted or heated: it stands around the limit.</summary>
    public void Empty()
    {
        (Dwellings, HeatedArea, Inhabitants, Jobs) = (Known<int>.Derived(0), Known<double>.Derived(0), Known<double>.Derived(0), Known<double>.Derived(0));
        Heating = HotWater = Known<HeatingSystem>.Derived(HeatingSystem.None);
    }
}
