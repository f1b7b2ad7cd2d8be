using TerritoryTwin.Compute;

namespace TerritoryTwin.Buildings;

/// <summary>What decides the heat of a zone in an hour.</summary>
internal readonly struct ZoneSituation<R> where R : struct, IReal<R>
{
    /// <summary>Mass at the start of the hour [°C].</summary>
    public required R Before { get; init; }
    /// <summary>Air outside [°C].</summary>
    public required R Outside { get; init; }
    /// <summary>Air at the weather station, below which the sky's temperature is told [°C].</summary>
    public required R StationAir { get; init; }
    /// <summary>How much colder than that the sky radiates [K].</summary>
    public required R SkyDrop { get; init; }
    /// <summary>Sun taken in [W].</summary>
    public required R Solar { get; init; }
    /// <summary>Of the network.</summary>
    public required ZoneConductances<R> Conductances { get; init; }
    /// <summary>Share of the people who are there.</summary>
    public required R Present { get; init; }
    /// <summary>Heat of all its people [W].</summary>
    public required R People { get; init; }
    /// <summary>Heat of appliances and lighting now [W].</summary>
    public required R Equipment { get; init; }
    /// <summary>Heat of cooking that stays in the rooms now [W].</summary>
    public required R Cooking { get; init; }
    /// <summary>Exchange with the sky [W/K].</summary>
    public required R SkyLoss { get; init; }
    /// <summary>A_m/A_t.</summary>
    public required R MassShare { get; init; }
    /// <summary>1 − A_m/A_t − H_tr,w/(9.1 A_t).</summary>
    public required R SurfaceShare { get; init; }
    /// <summary>Mass temperature at which people begin to open windows [°C].</summary>
    public required R OpenBegin { get; init; }
    /// <summary>Air that leaks in [W/K].</summary>
    public required R Infiltration { get; init; }
    /// <summary>Air that the ventilation brings while people are there [W/K].</summary>
    public required R Ventilation { get; init; }
    /// <summary>Air through windows, fully open [W/K].</summary>
    public required R Opening { get; init; }
    /// <summary>Set-points and powers.</summary>
    public required ZoneControl<R> Control { get; init; }
}

/// <summary>The heat of a zone in an hour, part by part: computed once, for the kernel that steps all zones and for whoever explains one.</summary>
/// <remarks>docs/physics/buildings.md, eq. 1 to 9.</remarks>
/// <param name="Situation">What decides it.</param> <param name="Sky">Lost to the sky beyond the air [W].</param>
/// <param name="Gains">On the nodes.</param> <param name="Around">Air that surrounds it.</param> <param name="Step">What comes of it.</param>
internal readonly record struct ZoneHour<R>(ZoneSituation<R> Situation, R Sky, ZoneGains<R> Gains, ZoneSurroundings<R> Around, ZoneStep<R> Step) where R : struct, IReal<R>
{
    /// <summary>Computes it.</summary>
    public static ZoneHour<R> Of(ZoneSituation<R> s)
    {
        R inside = s.People * s.Present + s.Equipment + s.Cooking;                                                           // W
        R sky = s.SkyLoss * (s.SkyDrop + (s.Outside - s.StationAir));                                                       // W
        ZoneGains<R> gains = ZoneGains<R>.Of(inside, s.Solar - sky, s.MassShare, s.SurfaceShare);
        R opened = Ramp.Up(s.Before, s.OpenBegin, 1f) * Ramp.Up(s.Before - s.Outside, 0f, 2f);
        R exchanged = s.Infiltration + s.Present * (s.Ventilation + opened * s.Opening);                                    // W/K
        ZoneSurroundings<R> around = new(s.Outside, s.Outside, exchanged);
        return new(s, sky, gains, around, ZoneStep<R>.Solve(s.Conductances, gains, around, s.Control, s.Before));
    }

    /// <summary>What the balance leaves over [W]; 0 but for rounding.</summary>
    public R Imbalance => Step.Imbalance(Situation.Conductances, Gains, Around, Situation.Before);
}
