using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>A number for each cover of the ground, in the order of <see cref="RadiantCover.All"/>.</summary>
internal readonly record struct ByCover(Uniform Paved, Uniform Asphalt, Uniform Grass, Uniform Soil, Uniform Water)
{
    public static ByCover Of(Func<RadiantCover, double> number) => new(
        (float)number(RadiantCover.Paved), (float)number(RadiantCover.Asphalt), (float)number(RadiantCover.Grass), (float)number(RadiantCover.Soil), (float)number(RadiantCover.Water));

    /// <summary>The number of a cover.</summary>
    public R At<R, C>(ref C cell, R cover) where R : struct, IReal<R> where C : struct, ICell<R> => R.Select(
        cover < 1.5f, R.Select(cover < 0.5f, cell[Paved], cell[Asphalt]), R.Select(cover < 2.5f, cell[Grass], R.Select(cover < 3.5f, cell[Soil], cell[Water])));
}

/// <summary>Sun and sky of an hour, as the kernels of a person's radiation take them.</summary>
/// <param name="Beam">Direct normal and circumsolar radiation [W/m²].</param> <param name="Up">Sine of the sun's elevation, 0 at night.</param> <param name="Level">Its cosine.</param>
/// <param name="East">Eastward part of the sun's azimuth.</param> <param name="North">Northward part.</param>
/// <param name="Even">Diffuse radiation that comes evenly from the sky [W/m²].</param> <param name="Band">Diffuse radiation of the horizon's band on a wall that sees half the sky [W/m²].</param>
/// <param name="Longwave">Of the sky [W/m²].</param> <param name="Transmissivity">Of crowns.</param>
internal readonly record struct HourOfSky(
    [Plausible(0, 900)] Uniform Beam, [Plausible(0, 1)] Uniform Up, [Plausible(0, 1)] Uniform Level, [Plausible(-1, 1)] Uniform East, [Plausible(-1, 1)] Uniform North,
    [Plausible(0, 400)] Uniform Even, [Plausible(-30, 30)] Uniform Band, [Plausible(200, 450)] Uniform Longwave, [Plausible(0, 1)] Uniform Transmissivity);

/// <summary>What walls and crowns do to radiation.</summary>
/// <param name="WallAlbedo">Of walls.</param> <param name="WallEmissivity">Of walls.</param> <param name="CrownAlbedo">Of crowns.</param>
internal readonly record struct Reflections([Plausible(0, 1)] Uniform WallAlbedo, [Plausible(0.8f, 1)] Uniform WallEmissivity, [Plausible(0, 1)] Uniform CrownAlbedo);

/// <summary>What walls give off in a cell's neighbourhood.</summary>
/// <param name="Scattered">Diffuse short-wave that falls on walls and crowns [W/m²].</param> <param name="Shaded">Long-wave of shaded walls [W/m²].</param> <param name="Sunlit">What sunlit walls send more [W/m²].</param>
internal readonly record struct WallLight([Plausible(0, 200)] View Scattered, [Plausible(300, 600)] View Shaded, [Plausible(0, 120)] View Sunlit);

/// <summary>The four fluxes on level faces and what the ground gives off.</summary>
/// <param name="ShortDown">Short-wave from above [W/m²].</param> <param name="LongDown">Long-wave from above [W/m²].</param>
/// <param name="GroundShort">Short-wave that the ground reflects [W/m²]; −1 where a building stands.</param> <param name="GroundLong">Long-wave that it sends and reflects [W/m²]; −1 where a building stands.</param>
internal readonly record struct LevelLight([Plausible(0, 900)] View ShortDown, [Plausible(250, 500)] View LongDown, [Plausible(0, 200)] View GroundShort, [Plausible(300, 600)] View GroundLong);

/// <summary>Surfaces that the sun has warmed by the published rule, over air of one temperature. docs/physics/comfort.md, eq. R11.</summary>
/// <param name="light">Share of the sun's beam.</param> <param name="cover">Of the ground.</param>
/// <param name="ground">Temperature of the ground [°C]; written.</param> <param name="wall">Temperature of shaded walls [°C]; written.</param>
/// <param name="air">[°C].</param> <param name="rises">Of sunlit ground above the air [K].</param>
internal readonly struct WarmSurfaces([Plausible(0, 1)] View light, [Plausible(0, 4)] View cover, View ground, View wall, [Plausible(10, 35)] Uniform air, ByCover rises) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[ground] = cell[air] + rises.At<R, C>(ref cell, cell[cover]) * cell[light];
        cell[wall] = cell[air];
    }
}

/// <summary>The same air everywhere.</summary>
/// <param name="air">[°C]; written.</param> <param name="wind">At 10 m [m/s]; written.</param> <param name="vapour">Pressure [Pa]; written.</param>
/// <param name="celsius">[°C].</param> <param name="speed">[m/s].</param> <param name="pressure">[Pa].</param>
internal readonly struct SpreadAir(View air, View wind, View vapour, Uniform celsius, Uniform speed, Uniform pressure) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[air] = cell[celsius];
        cell[wind] = cell[speed];
        cell[vapour] = cell[pressure];
    }
}

/// <summary>Radiation from above and what the ground makes of it. docs/physics/comfort.md, eq. R6 to R9.</summary>
/// <param name="open">1 where people can stand, 0 where a building does.</param> <param name="cover">Of the ground.</param> <param name="light">Share of the sun's beam.</param>
/// <param name="sky">Sky seen by the upper face.</param> <param name="crown">Crowns seen by it.</param> <param name="beam">Sunlit walls seen by it, times the cosine of incidence.</param> <param name="warm">Sunlit walls seen by it.</param>
/// <param name="air">[°C].</param> <param name="ground">Its temperature [°C].</param> <param name="wall">Temperature of shaded walls [°C].</param>
/// <param name="level">Written.</param> <param name="walls">Written.</param>
/// <param name="hour">Sun and sky.</param> <param name="reflections">Of walls and crowns.</param> <param name="albedo">Of the ground.</param> <param name="emissivity">Of the ground.</param>
/// <param name="wallRise">Of sunlit walls above shaded ones [K].</param>
internal readonly struct LookDown(
    [Plausible(0, 1)] View open, [Plausible(0, 4)] View cover, [Plausible(0, 1)] View light, [Plausible(0.3f, 0.5f)] View sky, [Plausible(0, 0.3f)] View crown,
    [Plausible(0, 0.2f)] View beam, [Plausible(0, 0.2f)] View warm, [Plausible(10, 35)] View air, [Plausible(10, 50)] View ground, [Plausible(10, 40)] View wall,
    LevelLight level, WallLight walls, HourOfSky hour, Reflections reflections, ByCover albedo, ByCover emissivity, [Plausible(0, 20)] Uniform wallRise) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R through = cell[hour.Transmissivity], leaves = (1f - through) * cell[crown], seen = cell[sky] + through * cell[crown], wallsSeen = 1f - cell[sky] - cell[crown];
        R reflecting = albedo.At<R, C>(ref cell, cell[cover]), emitting = emissivity.At<R, C>(ref cell, cell[cover]), person = cell[open];
        R direct = cell[hour.Beam] * cell[hour.Up] * cell[light] + cell[hour.Even] * seen;                                          // W/m², from sun and sky
        R scattered = 0.5f * (cell[hour.Even] * seen + reflecting * direct);                                                        // W/m², on walls in the shade
        R reflected = cell[reflections.WallAlbedo] * (cell[hour.Beam] * cell[hour.Level] * cell[beam] + wallsSeen * scattered) + cell[reflections.CrownAlbedo] * leaves * scattered;
        R shortDown = direct + reflected;

        R emissive = cell[reflections.WallEmissivity], black = RadiantKernels.Black(cell[air]), blackWall = RadiantKernels.Black(cell[wall]);
        R received = 0.5f * (seen * cell[hour.Longwave] + (2f - seen) * black);                                                     // W/m², on walls
        R shaded = emissive * blackWall + (1f - emissive) * received, sunlit = emissive * (RadiantKernels.Black(cell[wall] + cell[wallRise]) - blackWall);
        R longDown = seen * cell[hour.Longwave] + leaves * black + wallsSeen * shaded + cell[warm] * sunlit;

        cell[level.ShortDown] = shortDown;
        cell[level.LongDown] = longDown;
        cell[level.GroundShort] = R.Select(person, reflecting * shortDown, -1f);
        cell[level.GroundLong] = R.Select(person, emitting * RadiantKernels.Black(cell[ground]) + (1f - emitting) * longDown, -1f);
        cell[walls.Scattered] = scattered;
        cell[walls.Shaded] = shaded;
        cell[walls.Sunlit] = sunlit;
    }
}

/// <summary>The ground around a person, seen from 1.1 m: the cell, and eight directions at three distances. docs/physics/comfort.md, eq. R10.</summary>
/// <param name="Light">What it gives off.</param> <param name="PerMetre">Cells in a metre.</param>
internal readonly record struct GroundAround(LevelLight Light, [Plausible(1, 1)] Uniform PerMetre)
{
    private const int Compass = 8;
    private static readonly float[] Distances = [1.1f, 2.6f, 8.3f];                        // m, none a half of usual cells
    private static readonly float[] Bounds = [0.6f, 1.7f, 4.5f, float.PositiveInfinity];   // m, of the rings that the distances stand for

    /// <summary>What the lower face and the four sides receive [W/m²]: down, north, east, south, west.</summary>
    public void See<R, C>(ref C cell, View field, Span<R> received) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R here = cell[field];
        received[0] = (float)OnLevel(Bounds[0]) * here;
        for (int side = 0; side < 4; side++) received[1 + side] = (float)(0.5 * OnUpright(Bounds[0])) * here;
        for (int ring = 0; ring < Distances.Length; ring++)
        {
            float level = (float)((OnLevel(Bounds[ring + 1]) - OnLevel(Bounds[ring])) / Compass);
            double upright = OnUpright(Bounds[ring + 1]) - OnUpright(Bounds[ring]);
            for (int towards = 0; towards < Compass; towards++)
            {
                (double east, double north) = Math.SinCos(2 * Math.PI * towards / Compass);
                R reach = cell[PerMetre] * Distances[ring];
                R found = cell.At(field, reach * (float)Rounded(east), reach * (float)Rounded(north));
                R value = R.Select(found < 0f, here, found);                               // a building hides what is behind it
                received[0] += level * value;
                for (int side = 0; side < 4; side++)
                {
                    float share = (float)(0.5 * upright * Sectors.Facing(45.0 * towards, 90 * side, 45) * Math.PI / Compass);
                    if (share > 0) received[1 + side] += share * value;
                }
            }
        }
    }

    private static double Rounded(double direction) => Math.Abs(direction) < 1e-12 ? 0 : direction;

    /// <summary>Share of what the lower face receives from within a distance: r²/(r² + h²).</summary>
    private static double OnLevel(double distance) => double.IsInfinity(distance) ? 1 : distance * distance / (distance * distance + RadiantKernels.Eye * RadiantKernels.Eye);

    /// <summary>Share of what an upright face receives of the ground from within a distance.</summary>
    private static double OnUpright(double distance)
    {
        double slope = RadiantKernels.Eye / distance;
        return 1 - (Math.Atan(slope) + slope / (1 + slope * slope)) * 2 / Math.PI;
    }
}

/// <summary>How a body takes radiation up.</summary>
/// <param name="Shortwave">Absorbed share.</param> <param name="Longwave">Absorbed share, and emissivity.</param>
internal readonly record struct Body([Plausible(0.7f, 0.7f)] Uniform Shortwave, [Plausible(0.97f, 0.97f)] Uniform Longwave);

/// <summary>The air around a person.</summary>
/// <param name="Temperature">[°C].</param> <param name="Wind">At 10 m [m/s].</param> <param name="Vapour">Pressure [Pa].</param>
internal readonly record struct AirAround([Plausible(20, 25)] View Temperature, [Plausible(1, 3)] View Wind, [Plausible(800, 1500)] View Vapour);

/// <summary>What is told about a person in every cell; all missing where a building stands.</summary>
/// <param name="ShortUp">Short-wave from below [W/m²].</param> <param name="LongUp">Long-wave from below [W/m²].</param>
/// <param name="Radiant">Mean radiant temperature [°C].</param> <param name="Index">Universal thermal climate index [°C].</param>
internal readonly record struct Felt(View ShortUp, View LongUp, View Radiant, View Index);

/// <summary>The radiation of a standing person from six directions. docs/physics/comfort.md, eq. R10 to R13.</summary>
/// <param name="light">Share of the sun's beam.</param> <param name="sky">Sky seen by each face.</param> <param name="crown">Crowns seen.</param>
/// <param name="beam">Sunlit walls seen, times the cosine of incidence.</param> <param name="warm">Sunlit walls seen.</param>
/// <param name="around">The ground.</param> <param name="walls">What walls give off.</param> <param name="air">Around the person.</param> <param name="felt">Written.</param>
/// <param name="hour">Sun and sky.</param> <param name="reflections">Of walls and crowns.</param> <param name="body">Of the person.</param>
internal readonly struct Feel(
    [Plausible(0, 1)] View light, Faces sky, Faces crown, Faces beam, Faces warm, GroundAround around, WallLight walls, AirAround air, Felt felt,
    HourOfSky hour, Reflections reflections, Body body) : ICellKernel
{
    private const float OfSide = 0.22f, OfLevel = 0.06f;

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> shortGround = [0f, 0f, 0f, 0f, 0f], longGround = [0f, 0f, 0f, 0f, 0f];
        around.See(ref cell, around.Light.GroundShort, shortGround);
        around.See(ref cell, around.Light.GroundLong, longGround);
        R through = cell[hour.Transmissivity], black = RadiantKernels.Black(cell[air.Temperature]), level = cell[hour.Beam] * cell[hour.Level];
        R shortSides = 0f, longSides = 0f;
        for (int side = 0; side < 4; side++)
        {
            R skySeen = cell[sky.Side(side)], crownSeen = cell[crown.Side(side)], leaves = (1f - through) * crownSeen, seen = skySeen + through * crownSeen, wallsSeen = 0.5f - skySeen - crownSeen;
            R towards = side switch { 0 => cell[hour.North], 1 => cell[hour.East], 2 => -cell[hour.North], _ => -cell[hour.East] };
            R fromWalls = cell[reflections.WallAlbedo] * (level * cell[beam.Side(side)] + wallsSeen * cell[walls.Scattered]) + cell[reflections.CrownAlbedo] * leaves * cell[walls.Scattered];
            shortSides += level * R.Max(0f, towards) * cell[light] + R.Max(0f, cell[hour.Even] + 2f * cell[hour.Band]) * seen + fromWalls + shortGround[1 + side];
            longSides += seen * cell[hour.Longwave] + leaves * black + wallsSeen * cell[walls.Shaded] + cell[warm.Side(side)] * cell[walls.Sunlit] + longGround[1 + side];
        }
        R shortwave = OfSide * shortSides + OfLevel * (cell[around.Light.ShortDown] + shortGround[0]);
        R longwave = OfSide * longSides + OfLevel * (cell[around.Light.LongDown] + longGround[0]);
        R absorbed = cell[body.Shortwave] * shortwave + cell[body.Longwave] * longwave;                              // W/m²
        R radiant = R.Sqrt(R.Sqrt(absorbed / (cell[body.Longwave] * StreetExchange.StefanBoltzmann))) - StreetExchange.Kelvin; // °C

        R nobody = cell[around.Light.GroundLong] < 0f;
        cell[felt.ShortUp] = R.Select(nobody, float.NaN, shortGround[0]);
        cell[felt.LongUp] = R.Select(nobody, float.NaN, longGround[0]);
        cell[felt.Radiant] = R.Select(nobody, float.NaN, radiant);
        cell[felt.Index] = R.Select(nobody, float.NaN, Utci.Of(cell[air.Temperature], radiant, cell[air.Wind], cell[air.Vapour]));
    }
}
