using TerritoryTwin.Compute;

namespace TerritoryTwin.Buildings;

/// <summary>Sun that a zone takes in through glass and walls: beam and diffuse on each side times what the side transmits.</summary>
/// <remarks>docs/physics/buildings.md, eq. 10 and 11.</remarks>
/// <param name="glazed">Angle-dependent apertures of the sides [m²].</param> <param name="opaques">Constant apertures of the sides [m²].</param>
/// <param name="opaqueRoof">Aperture of the roof [m²].</param> <param name="facingEast">sin of the azimuth of side 0.</param>
/// <param name="facingNorth">cos of the azimuth of side 0.</param> <param name="shutters">Share that shutters keep out.</param>
/// <param name="beam">Of the sides [W/m²].</param> <param name="diffuse">Of the sides, from sky and ground [W/m²].</param>
/// <param name="mass">Mass temperature, θ_m [°C]: what the shutters follow.</param> <param name="solar">Sun taken in [W].</param>
/// <param name="east">Unit vector to the sun, eastward part.</param> <param name="north">Northward part.</param>
/// <param name="horizontal">Global horizontal irradiance [W/m²].</param> <param name="diffuseTransmission">Of glass for diffuse light, against normal incidence.</param>
/// <param name="shutBegin">Mass temperature at which people begin to close shutters [°C]; all are closed 2 K above.</param>
internal readonly struct AbsorbSun(
    Sides glazed, Sides opaques, View opaqueRoof, View facingEast, View facingNorth, View shutters,
    Sides beam, Sides diffuse, View mass, View solar,
    Uniform east, Uniform north, Uniform horizontal, Uniform diffuseTransmission, Uniform shutBegin) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R sunEast = cell[east], sunNorth = cell[north], faceEast = cell[facingEast], faceNorth = cell[facingNorth];
        R ahead = Glazing.Transmission(R.Abs(sunEast * faceEast + sunNorth * faceNorth));       // sides 0 and 2
        R across = Glazing.Transmission(R.Abs(sunEast * faceNorth - sunNorth * faceEast));      // sides 1 and 3
        R scattered = cell[diffuseTransmission];

        R throughGlass = cell[glazed.Side0] * (ahead * cell[beam.Side0] + scattered * cell[diffuse.Side0])
            + cell[glazed.Side1] * (across * cell[beam.Side1] + scattered * cell[diffuse.Side1])
            + cell[glazed.Side2] * (ahead * cell[beam.Side2] + scattered * cell[diffuse.Side2])
            + cell[glazed.Side3] * (across * cell[beam.Side3] + scattered * cell[diffuse.Side3]);
        R throughWalls = cell[opaques.Side0] * (cell[beam.Side0] + cell[diffuse.Side0])
            + cell[opaques.Side1] * (cell[beam.Side1] + cell[diffuse.Side1])
            + cell[opaques.Side2] * (cell[beam.Side2] + cell[diffuse.Side2])
            + cell[opaques.Side3] * (cell[beam.Side3] + cell[diffuse.Side3]);
        R shut = cell[shutters] * Ramp.Up(cell[mass], cell[shutBegin], 2f);
        cell[solar] = (1f - shut) * throughGlass + throughWalls + cell[opaqueRoof] * cell[horizontal];
    }
}

/// <summary>Steps the heat of every zone over one hour: ISO 13790:2008 annex C.</summary>
/// <remarks>docs/physics/buildings.md, eq. 1 to 9.</remarks>
/// <param name="zone">The constants of the zones.</param> <param name="profile">Which profile a zone follows.</param> <param name="warmth">Which set-points.</param>
/// <param name="hour">This hour's values of the profiles.</param> <param name="solar">Sun taken in [W].</param>
/// <param name="mass">Mass temperature at the start of the hour [°C].</param> <param name="next">At its end [°C].</param>
/// <param name="air">Air temperature [°C].</param> <param name="heating">Heat the rooms need [W].</param>
/// <param name="cooling">Heat to be taken out of the rooms [W].</param> <param name="day">Sums of the day.</param>
/// <param name="coolAbove">Cooling set-point [°C].</param>
/// <param name="outdoor">Outdoor air that is looked up [°C].</param> <param name="place">Where a zone looks it up.</param> <param name="stationAir">Outdoor air of the weather [°C].</param>
/// <param name="skyDrop">How much colder than that the sky radiates [K].</param>
/// <param name="openBegin">Mass temperature at which people begin to open windows against heat [°C].</param>
/// <param name="radiantShare">Of the surfaces in the temperature that is controlled; 0 for the air.</param>
internal readonly struct StepZones(
    ZoneViews zone, IndexView profile, IndexView warmth, ProfileViews hour, View solar, View mass, View next, View air, View heating, View cooling,
    ZoneSums day, View outdoor, IndexView place, Uniform stationAir, Uniform coolAbove, Uniform skyDrop, Uniform openBegin, Uniform radiantShare) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        ZoneHour<R> hourOf = ZoneHour<R>.Of(new()
        {
            Before = cell[mass], Outside = cell.At(outdoor, place), StationAir = cell[stationAir], SkyDrop = cell[skyDrop], Solar = cell[solar],
            Conductances = new(cell[zone.Capacity], cell[zone.MassToSurface], cell[zone.SurfaceToAir], cell[zone.Windows], cell[zone.OutdoorToMass]),
            Present = cell.At(hour.Presence, profile), People = cell[zone.People], Equipment = cell[zone.Equipment] * cell.At(hour.Equipment, profile),
            Cooking = Gains.CookingShare * cell[zone.Cooking] * cell.At(hour.Cooking, profile), SkyLoss = cell[zone.SkyLoss], MassShare = cell[zone.MassShare], SurfaceShare = cell[zone.SurfaceShare],
            OpenBegin = cell[openBegin], Infiltration = cell[zone.Infiltration], Ventilation = cell[zone.Ventilation], Opening = cell[zone.Opening],
            Control = new(cell.At(hour.HeatBelow, warmth) + cell[zone.Comfort], R.Max(cell[coolAbove], cell[zone.CoolFrom]), cell[zone.MaxHeating], cell[zone.MaxCooling], cell[radiantShare]),
        });
        ZoneStep<R> step = hourOf.Step;

        R heat = R.Max(step.Power, 0f), cold = R.Max(-step.Power, 0f);
        cell[next] = step.MassEnd;
        cell[air] = step.Air;
        cell[heating] = heat;
        cell[cooling] = cold;
        cell[day.Heating] = cell[day.Heating] + heat;
        cell[day.Cooling] = cell[day.Cooling] + cold;
        cell[day.Above26] = cell[day.Above26] + (step.Air > 26f);
        cell[day.Above28] = cell[day.Above28] + (step.Air > 28f);
        cell[day.Imbalance] = cell[day.Imbalance] + R.Abs(hourOf.Imbalance);
    }
}

/// <summary>A quantity of the four sides of every building.</summary>
/// <param name="Side0">Of the side that faces the building's azimuth.</param> <param name="Side1">A quarter turn clockwise.</param>
/// <param name="Side2">Opposite.</param> <param name="Side3">Three quarters.</param>
internal readonly record struct Sides(View Side0, View Side1, View Side2, View Side3);

/// <summary>The constants of the zones; meaning and units as in <see cref="ThermalZone"/>.</summary>
internal readonly record struct ZoneViews(
    View Capacity, View MassToSurface, View SurfaceToAir, View Windows, View OutdoorToMass, View MassShare, View SurfaceShare,
    View Infiltration, View Ventilation, View Opening, View SkyLoss, View People, View Equipment, View Cooking,
    View MaxHeating, View MaxCooling, View CoolFrom, View Comfort);

/// <summary>One hour of every profile; the values of every profile in the hour that is stepped. Hot water stands first as it is drawn, then as tanks take it.</summary>
internal readonly record struct ProfileViews(View HeatBelow, View Presence, View Equipment, View Cooking, View HotWater);

/// <summary>Sums over the hours of a day: heat and cold [Wh], hours above 26 and 28 °C, heat that the balances leave over [Wh].</summary>
internal readonly record struct ZoneSums(View Heating, View Cooling, View Above26, View Above28, View Imbalance);

/// <summary>How clear double glazing transmits by angle.</summary>
internal static class Glazing
{
    /// <summary>Solar factor at an incidence angle over that at normal incidence.</summary>
    /// <param name="cosine">Of the angle of incidence, 0 to 1.</param>
    /// <remarks>1 − 0.189 i + 0.644 i² − 0.596 i³, i in radians: fitted to the double pane of ASHRAE 140.</remarks>
    public static R Transmission<R>(R cosine) where R : struct, IReal<R>
    {
        R c = R.Min(cosine, 1f);
        R i = R.Atan2(R.Sqrt(1f - c * c), c);                                                // rad
        return R.Max(1f + i * (-0.189f + i * (0.644f - 0.596f * i)), 0f);
    }
}

/// <summary>A passage from 0 to 1, in place of switches, so that neighbouring zones and precisions do not fall on different sides.</summary>
internal static class Ramp
{
    /// <summary>0 up to <paramref name="begin"/>, 1 from <paramref name="width"/> above it.</summary>
    public static R Up<R>(R x, R begin, float width) where R : struct, IReal<R> => R.Min(R.Max((x - begin) * (1f / width), 0f), 1f);
}

/// <summary>What becomes of the heat that is given off inside.</summary>
internal static class Gains
{
    /// <summary>Share of cooking energy that stays in the rooms; the rest leaves with hood and steam.</summary>
    public const float CookingShare = 0.6f;
}
