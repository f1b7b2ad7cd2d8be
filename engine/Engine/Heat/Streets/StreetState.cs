using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>What is carried of some cells, and what they take within an hour, as fields.</summary>
internal sealed class StreetState
{
    private static readonly string[] Kinds = ["roof", "wall", "paved", "natural", "water"];

    private readonly Field[] _taken;
    private readonly Field[][] _layers;

    /// <summary>Declares the fields.</summary>
    /// <param name="prefix">Of their names.</param> <param name="carry">Makes one that is carried.</param> <param name="scratch">Makes one that is not.</param>
    public StreetState(string prefix, Func<Quantity, Field> carry, Func<Quantity, Field> scratch)
    {
        Air = carry(new(prefix + "street_air", "degC", "air between the buildings", QuantityKind.Temperature));
        Humidity = carry(new(prefix + "street_humidity", "g kg-1", "vapour in the air between the buildings"));
        Upward = carry(new(prefix + "upward", "W m-2", "sensible heat through the opening of the street"));
        Soil = carry(new(prefix + "soil_water", "mm", "water in the soil for plants", QuantityKind.Benefit));
        Surfaces = [.. Kinds.Append("crown").Select(k => carry(new($"{prefix}{k}_surface", "degC", $"surface of {Meaning(k)}", QuantityKind.Temperature)))];
        _layers = [.. Kinds.Select(k => Enumerable.Range(1, StreetMaterials.Layers).Select(n => carry(new($"{prefix}{k}_layer_{n}", "degC", $"layer {n} of {Meaning(k)}", QuantityKind.Temperature))).ToArray())];
        _taken = [.. Kinds.Append("crown").Select(k => scratch(new($"{prefix}sun_on_{k}", "W m-2", $"short-wave taken by {Meaning(k)}")))];
        Reflected = scratch(new(prefix + "reflected", "W m-2", "short-wave back to the sky"));
        Ground = scratch(new(prefix + "sun_on_ground", "W m-2", "short-wave on the open ground"));
        Beam = scratch(new(prefix + "beam_on_ground", "W m-2", "of it, from the sun itself"));
        Released = carry(new(prefix + "released", "W", "heat of people and machines into the air of the cell"));
    }

    /// <summary>Between the buildings [°C].</summary>
    public Field Air { get; }
    /// <summary>Of it [g/kg].</summary>
    public Field Humidity { get; }
    /// <summary>Sensible heat through the opening of the street [W/m²].</summary>
    public Field Upward { get; }
    /// <summary>Water for plants [mm].</summary>
    public Field Soil { get; }
    /// <summary>Roofs, walls, paved, natural, waters, crowns [°C].</summary>
    public IReadOnlyList<Field> Surfaces { get; }
    /// <summary>Short-wave back to the sky, per plan area [W/m²].</summary>
    public Field Reflected { get; }
    /// <summary>Short-wave on the open ground [W/m²].</summary>
    public Field Ground { get; }
    /// <summary>Of it, from the sun itself [W/m²].</summary>
    public Field Beam { get; }
    /// <summary>Into the air of the cell, in the next hour [W].</summary>
    public Field Released { get; }

    /// <summary>All that surfaces and air carry, in a fixed order.</summary>
    public IEnumerable<Field> Carried => [Air, Humidity, Upward, Soil, .. Surfaces, .. _layers.SelectMany(static l => l)];

    /// <summary>Short-wave of every surface [W/m²].</summary>
    public FacetViews Taken => Facets(_taken);

    /// <summary>Temperatures of every surface [°C].</summary>
    public FacetViews Surface => Facets(Surfaces);

    /// <summary>All that is carried, as kernels see it.</summary>
    public StreetStateViews Views => new(Air.Now, Humidity.Now, Upward.Now, Soil.Now, Surface, Layers(0), Layers(1), Layers(2), Layers(3), Layers(4));

    /// <summary>Puts everything near the mean of some weeks.</summary>
    /// <param name="outdoor">Mean of the air outside, by member [°C].</param> <param name="deep">Of the ground below, by member [°C].</param> <param name="indoor">Of rooms [°C].</param> <param name="water">In the soil [mm].</param>
    public void Begin(Func<int, double> outdoor, Func<int, double> deep, double indoor, double water)
    {
        float[] depths = [0.02f, 0.1f, 0.3f, 0.6f];
        Fill(Air, outdoor);
        Fill(Humidity, static _ => 5);
        Fill(Upward, static _ => 0);
        Fill(Released, static _ => 0);
        Fill(Soil, _ => water);
        foreach (Field surface in Surfaces) Fill(surface, outdoor);
        for (int kind = 0; kind < _layers.Length; kind++)
            for (int layer = 0; layer < StreetMaterials.Layers; layer++)
            {
                bool indoors = kind < 2;
                double share = indoors ? layer / (StreetMaterials.Layers - 1.0) : depths[layer];
                Fill(_layers[kind][layer], m => outdoor(m) + share * ((indoors ? indoor : deep(m)) - outdoor(m)));
            }
    }

    private LayerViews Layers(int kind) => new(_layers[kind][0].Now, _layers[kind][1].Now, _layers[kind][2].Now, _layers[kind][3].Now);

    private static FacetViews Facets(IReadOnlyList<Field> of) => new(of[0].Now, of[1].Now, of[2].Now, of[3].Now, of[4].Now, of[5].Now);

    private static void Fill(Field field, Func<int, double> of) => field.Write([.. Enumerable.Range(0, field.Members).SelectMany(m => Enumerable.Repeat((float)of(m), field.Support.Count))]);

    private static string Meaning(string kind) => kind switch { "roof" => "roofs", "wall" => "walls", "paved" => "paved ground", "natural" => "grass and soil", "water" => "waters", _ => "crowns of trees" };
}
