namespace TerritoryTwin.Buildings;

/// <summary>How heavy a building is: effective mass and its area per heated floor area (ISO 13790:2008, table 12).</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum MassClass { VeryLight, Light, Medium, Heavy, VeryHeavy }
#pragma warning restore CS1591

/// <summary>A heated zone as the hourly method sees it. Four upright sides a quarter turn apart, and a roof.</summary>
/// <remarks>docs/physics/buildings.md.</remarks>
public sealed record ThermalZone
{
    /// <summary>Heated floor area, A_f [m²], &gt; 0.</summary>
    public required double FloorArea { get; init; }
    /// <summary>C_m [J/K], &gt; 0.</summary>
    public required double HeatCapacity { get; init; }
    /// <summary>Effective area of the mass, A_m [m²], &gt; 0.</summary>
    public required double MassArea { get; init; }
    /// <summary>All surfaces that face the zone, A_t [m²], above <see cref="MassArea"/>.</summary>
    public required double SurfaceArea { get; init; }
    /// <summary>H_tr,is [W/K], &gt; 0.</summary>
    public required double SurfaceToAir { get; init; }
    /// <summary>Windows and doors to outdoors, H_tr,w [W/K], ≥ 0.</summary>
    public double Windows { get; init; }
    /// <summary>Walls, roof, floor and thermal bridges, H_tr,op [W/K], ≥ 0, below 9.1 A_m.</summary>
    public double Opaque { get; init; }
    /// <summary>Air that leaks in at all hours [W/K].</summary>
    public double Infiltration { get; init; }
    /// <summary>Air that the ventilation brings in addition while people are there [W/K].</summary>
    public double Ventilation { get; init; }
    /// <summary>Air through windows that people who are there open against summer heat, fully open [W/K].</summary>
    public double Opening { get; init; }
    /// <summary>Long-wave exchange of the envelope with the sky, Σ (share of what is put on the outside that comes in) A h_r F_r [W per K that the sky is colder than the air].</summary>
    public double SkyLoss { get; init; }
    /// <summary>Way that side 0 faces, from north, clockwise [°]; side k faces 90 k further.</summary>
    public double Azimuth { get; init; }
    /// <summary>Of each side: what transmits like glass, Σ A g less frames and fixed shade [m²].</summary>
    public IReadOnlyList<double> Glazed { get; init; } = [0, 0, 0, 0];
    /// <summary>Of each side: what takes in the sun alike from all angles, Σ α A of walls times the share that comes in [m²].</summary>
    public IReadOnlyList<double> Opaques { get; init; } = [0, 0, 0, 0];
    /// <summary>The same of the roof, for global horizontal irradiance [m²].</summary>
    public double OpaqueRoof { get; init; }
    /// <summary>Share of the glazed sun that shutters keep out when the rooms are hot, 0 to 1.</summary>
    public double Shutters { get; init; }
    /// <summary>Sensible heat of people when all are there [W].</summary>
    public double People { get; init; }
    /// <summary>Mean electric power of appliances and lighting over the year [W].</summary>
    public double Equipment { get; init; }
    /// <summary>Mean power of cooking over the year [W].</summary>
    public double Cooking { get; init; }
    /// <summary>[W]; infinite when not limited.</summary>
    public double MaxHeating { get; init; } = double.PositiveInfinity;
    /// <summary>[W]; 0 when not cooled.</summary>
    public double MaxCooling { get; init; }
    /// <summary>It is not cooled below this, whatever its set-point [°C].</summary>
    public double CoolFrom { get; init; }

    /// <summary>H_tr,ms = 9.1 A_m [W/K].</summary>
    public double MassToSurface => 9.1 * MassArea;
    /// <summary>H_tr,em, so that mass to surface and outdoors to mass in series make the opaque envelope [W/K].</summary>
    public double OutdoorToMass => Opaque == 0 ? 0 : 1 / (1 / Opaque - 1 / MassToSurface);
    /// <summary>A_m/A_t.</summary>
    public double MassShare => MassArea / SurfaceArea;
    /// <summary>1 − A_m/A_t − H_tr,w/(9.1 A_t).</summary>
    public double SurfaceShare => 1 - MassShare - Windows / (9.1 * SurfaceArea);

    /// <summary>Heat lost per kelvin between rooms and outdoors, ventilation in full [W/K].</summary>
    public double LossCoefficient => Windows + Opaque + Infiltration + Ventilation;

    /// <summary>What makes the zone impossible, one sentence each; empty when it can be run.</summary>
    public IEnumerable<string> Faults()
    {
        (string Name, double Value)[] positive = [("floor area", FloorArea), ("heat capacity", HeatCapacity), ("mass area", MassArea), ("conductance from surfaces to air", SurfaceToAir)];
        foreach ((string name, double value) in positive)
            if (!(value > 0) || !double.IsFinite(value)) yield return $"the {name} of a zone is {value}; it must be above 0";
        (string Name, double Value)[] notNegative =
        [
            ("conductance of windows", Windows), ("conductance of walls, roof and floor", Opaque), ("infiltration", Infiltration), ("ventilation", Ventilation),
            ("opening of windows", Opening), ("exchange with the sky", SkyLoss), ("roof aperture", OpaqueRoof),
        ];
        foreach ((string name, double value) in notNegative)
            if (!(value >= 0) || !double.IsFinite(value)) yield return $"the {name} of a zone is {value}; it must be 0 or above";
        if (!(MaxHeating >= 0) || !(MaxCooling >= 0)) yield return $"the heating and cooling powers of a zone are {MaxHeating} and {MaxCooling} W; they must be 0 or above";
        if (!(Opaque < MassToSurface)) yield return $"walls, roof and floor conduct {Opaque} W/K; the mass of {MassArea} m2 takes less than {MassToSurface} W/K: enlarge the mass area";
        if (!(SurfaceShare >= 0)) yield return $"surfaces of {SurfaceArea} m2 are too few for a mass area of {MassArea} m2 and windows of {Windows} W/K: enlarge the surface area";
        if (Glazed.Count != 4 || Opaques.Count != 4) yield return $"a zone has apertures on 4 sides, not {Glazed.Count} and {Opaques.Count}";
    }

    /// <summary>A zone with the norm's default mass and surfaces: A_t = 4.5 A_f, 3.45 W/(m² K) from surface to air.</summary>
    /// <param name="floorArea">A_f [m²], &gt; 0.</param>
    /// <param name="mass">How heavy it is.</param>
    public static ThermalZone Of(double floorArea, MassClass mass)
    {
        (double area, double capacity) = mass switch
        {
            MassClass.VeryLight => (2.5, 80e3),
            MassClass.Light => (2.5, 110e3),
            MassClass.Medium => (2.5, 165e3),
            MassClass.Heavy => (3.0, 260e3),
            _ => (3.5, 370e3),
        };
        return new ThermalZone
        {
            FloorArea = floorArea,
            HeatCapacity = capacity * floorArea,
            MassArea = area * floorArea,
            SurfaceArea = 4.5 * floorArea,
            SurfaceToAir = 3.45 * 4.5 * floorArea,
        };
    }
}
