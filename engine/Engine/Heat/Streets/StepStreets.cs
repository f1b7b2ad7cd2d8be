using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>The flow over and in the streets of a cell, for one metre per second at the reference height; from the roughness of the surroundings.</summary>
/// <param name="InStreet">Wind between the buildings over wind at the reference height.</param> <param name="OverRoofs">The same, over the roofs.</param>
/// <param name="Exchange">Neutral coefficient of heat between the air of the street and the reference height.</param> <param name="Lively">c of <see cref="StreetExchange.Stability{R}"/>.</param>
/// <param name="Depth">Volume of the air between the buildings per plan area [m].</param> <param name="Opening">Of the plan area, through which it exchanges.</param>
internal readonly record struct FlowViews(
    [Plausible(0.1f, 0.5f)] View InStreet, [Plausible(0.3f, 0.7f)] View OverRoofs, [Plausible(0.005f, 0.02f)] View Exchange, [Plausible(1, 8)] View Lively, [Plausible(2, 8)] View Depth, [Plausible(0.5f, 0.9f)] View Opening);

/// <summary>What is carried, in place.</summary>
/// <param name="Air">Between the buildings [°C].</param> <param name="Humidity">Of it [g/kg].</param> <param name="Upward">Sensible heat through the opening of the street in the step before [W/m²].</param> <param name="Soil">Water that roots can drink, per rooted area [mm].</param>
/// <param name="Surface">Of every surface at the end of the step before [°C].</param>
/// <param name="Roof">Layers from outside [°C].</param> <param name="Wall">The same.</param> <param name="Paved">From the surface down.</param> <param name="Natural">The same.</param> <param name="Water">The same.</param>
internal readonly record struct StreetStateViews(
    [Plausible(15, 25)] View Air, [Plausible(5, 9)] View Humidity, [Plausible(-20, 200)] View Upward, [Plausible(20, 140)] View Soil, [Plausible(15, 40)] FacetViews Surface,
    [Plausible(15, 30)] LayerViews Roof, [Plausible(15, 30)] LayerViews Wall, [Plausible(15, 30)] LayerViews Paved, [Plausible(15, 30)] LayerViews Natural, [Plausible(15, 30)] LayerViews Water);

/// <summary>Terms of the balance of a cell, summed over the day per plan area [Wh/m²]; water per rooted area [mm].</summary>
/// <param name="Sun">Short-wave taken.</param> <param name="Long">Long-wave from the sky less what goes back to it.</param> <param name="Released">By people and machines.</param>
/// <param name="Sensible">To the air above.</param> <param name="Latent">To the air above, with vapour.</param> <param name="Indoors">Through roofs and walls.</param> <param name="Deep">Into the ground below.</param>
/// <param name="Carried">Brought by air from other cells, less what is carried on.</param>
/// <param name="Imbalance">What the balance of each step leaves over, without sign.</param> <param name="Evaporated">From soil.</param> <param name="Drained">Below the roots.</param> <param name="Watered">By people.</param>
internal readonly record struct StreetSums(
    View Sun, View Long, View Released, View Sensible, View Latent, View Indoors, View Deep, View Carried, View Imbalance, View Evaporated, View Drained, View Watered)
{
    /// <summary>In this order.</summary>
    public const int Count = 12, OfSensible = 3, OfLatent = 4;

    /// <summary>One view each, in this order.</summary>
    public static StreetSums Of(Func<int, View> v) => new(v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7), v(8), v(9), v(10), v(11));
}

/// <summary>Weather and season of a step, the same for all cells.</summary>
/// <param name="Step">Length [s].</param> <param name="Longwave">From the sky [W/m²].</param>
/// <param name="Wind">At the reference height [m/s].</param> <param name="Pressure">[Pa].</param> <param name="Heat">Capacity of air [J/(m³ K)].</param> <param name="Vapour">Heat of a g/kg of vapour [J/m³].</param>
/// <param name="Stomata">Their opening, 0 to 1.</param> <param name="Leaves">Leaf area over crown area.</param> <param name="Indoor">[°C].</param> <param name="Deep">Of the ground [°C].</param>
/// <param name="Rain">In the step [mm].</param> <param name="Irrigation">In the step, where soil is half dry [mm].</param>
/// <param name="PerArea">1 over the area of a cell [1/m²].</param>
internal readonly record struct StepUniforms(
    [Plausible(1800, 3600)] Uniform Step, [Plausible(280, 400)] Uniform Longwave, [Plausible(1, 6)] Uniform Wind,
    [Plausible(95000, 101000)] Uniform Pressure, [Plausible(1150, 1250)] Uniform Heat, [Plausible(2800, 3100)] Uniform Vapour, [Plausible(0.1f, 1)] Uniform Stomata, [Plausible(1, 4)] Uniform Leaves,
    [Plausible(18, 26)] Uniform Indoor, [Plausible(10, 14)] Uniform Deep, [Plausible(0, 0.2f)] Uniform Rain, [Plausible(0, 0.2f)] Uniform Irrigation, [Plausible(0.001f, 0.01f)] Uniform PerArea);

/// <summary>
/// Steps all surfaces of a cell and the air between its buildings, implicit together: layers are eliminated first, then the ground's surfaces, and walls, crowns, air and vapour
/// are four equations. Long-wave, saturation and the coefficients of exchange are linearised about the step before; the linear fluxes are those of the balance, which therefore closes.
/// </summary>
/// <remarks>docs/physics/street-heat.md, eq. 7 to 20.</remarks>
/// <param name="cells">What they are.</param> <param name="roofKind">Period of the roofs, 0 to 3.</param> <param name="wallKind">Period of the walls.</param> <param name="flow">Of the air.</param>
/// <param name="taken">Short-wave per area of each surface [W/m²].</param> <param name="released">Into the air of the streets of the cell [W].</param>
/// <param name="airAbove">At the reference height [°C].</param> <param name="humidityAbove">There [g/kg].</param> <param name="up">Sensible heat that goes there in the step; written [W/m²].</param> <param name="wet">Latent heat; written [W/m²].</param>
/// <param name="wind">Of air from other cells.</param> <param name="state">What is carried.</param> <param name="sums">Of the day.</param> <param name="now">Weather and season.</param>
internal readonly struct StepStreets(
    CellViews cells, [Plausible(0, 3)] View roofKind, [Plausible(0, 3)] View wallKind, FlowViews flow, [Plausible(0, 400)] FacetViews taken, [Plausible(0, 3000)] View released, [Plausible(15, 25)] View airAbove, [Plausible(5, 9)] View humidityAbove,
    View up, View wet, WindViews wind, StreetStateViews state, [Plausible(0, 8000)] StreetSums sums, StepUniforms now) : ICellKernel
{
    /// <summary>Water between wilting and what a metre of loam holds [mm] (FAO-56, table 19); plants thirst below half.</summary>
    public const float SoilHolds = 150;

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R perSecond = 1f / cell[now.Step], heat = cell[now.Heat], vapour = cell[now.Vapour], above = cell[airAbove], humid = cell[humidityAbove];
        R air = cell[state.Air], moisture = cell[state.Humidity], wall = cell[cells.Wall], canyon = cell[cells.Canyon];
        R paved = cell[cells.Paved], natural = cell[cells.Natural], water = cell[cells.Water];
        R overPaved = cell[cells.OverPaved], overNatural = cell[cells.OverNatural], overWater = cell[cells.OverWater];
        R crown = paved * overPaved + natural * overNatural + water * overWater, crownRow = R.Max(crown, 1e-4f);
        CanyonViews<R> views = CanyonViews<R>.Of(canyon);
        R skyOfGround = views.RoadToSky, skyOfWall = views.WallToSky, toWalls = 2f * canyon * skyOfWall;
        R windIn = R.Max(cell[flow.InStreet] * cell[now.Wind], 0.2f), windOver = R.Max(cell[flow.OverRoofs] * cell[now.Wind], 0.2f);
        R wallBefore = cell[state.Surface.Wall], crownBefore = cell[state.Surface.Crown];
        R thirst = R.Min(R.Max(cell[state.Soil] * (2f / SoilHolds), 0f), 1f) * cell[now.Stomata];
        Surroundings<R> around = new(cell[now.Longwave], air, moisture, cell[now.Pressure], heat, vapour, wallBefore, crownBefore, skyOfGround, toWalls, windIn);

        // Roofs stand alone under the sky.
        SlabMaterial<R> roofMaterial = SlabMaterial<R>.Of(StreetMaterials.Roofs, cell[roofKind], perSecond, IndoorFilm);
        SlabLayers<R> roofLayers = state.Roof.Read<R, C>(ref cell);
        Slab<R> roofSlab = Slab<R>.Of(roofMaterial, roofLayers, cell[now.Indoor]);
        SkyExchange<R> roofSky = SkyExchange<R>.Of(Emissivity(StreetMaterials.Roofs[0]), cell[now.Longwave], cell[state.Surface.Roof]);
        R roofAir = Film(windOver);
        R roofWet = cell[cells.RoofEvaporation] * cell[taken.Roof];
        R roof = (cell[taken.Roof] - roofWet + roofSky.AtZero + roofAir * above + roofSlab.Offset) / (roofSky.Slope + roofAir + roofSlab.Slope);

        // Surfaces of the ground, each linear in walls, crowns, air and vapour.
        GroundFacet<R> road = GroundFacet<R>.Of(around, StreetMaterials.Paved, 0.00397f, 2.8f, cell[taken.Paved], cell[state.Surface.Paved], overPaved, 0f,
            Slab<R>.Of(SlabMaterial<R>.Of(StreetMaterials.Paved, perSecond, DeepGround), state.Paved.Read<R, C>(ref cell), cell[now.Deep]));
        R grass = cell[cells.GrassShare];
        R throughPlants = thirst * (grass * (1f / 70) + (1f - grass) * (1f / 200));       // m/s, of grass (FAO-56) and bare soil
        GroundFacet<R> soil = GroundFacet<R>.Of(around, StreetMaterials.Grass, 0.00586f, 2.4f, cell[taken.Natural], cell[state.Surface.Natural], overNatural, throughPlants,
            Slab<R>.Of(Between(SlabMaterial<R>.Of(StreetMaterials.BareSoil, perSecond, DeepGround), SlabMaterial<R>.Of(StreetMaterials.Grass, perSecond, DeepGround), grass), state.Natural.Read<R, C>(ref cell), cell[now.Deep]));
        GroundFacet<R> lake = GroundFacet<R>.Of(around, StreetMaterials.Water, 0.00195f, 6.1f, cell[taken.Water], cell[state.Surface.Water], overWater, 1f,
            Slab<R>.Of(SlabMaterial<R>.Of(StreetMaterials.Water, perSecond, DeepGround), state.Water.Read<R, C>(ref cell), cell[now.Deep]));

        // Walls.
        SlabMaterial<R> wallMaterial = SlabMaterial<R>.Of(StreetMaterials.Walls, cell[wallKind], perSecond, IndoorFilm);
        SlabLayers<R> wallLayers = state.Wall.Read<R, C>(ref cell);
        Slab<R> wallSlab = Slab<R>.Of(wallMaterial, wallLayers, cell[now.Indoor]);
        SkyExchange<R> wallSky = SkyExchange<R>.Of(skyOfWall * Emissivity(StreetMaterials.Walls[0]), cell[now.Longwave], wallBefore);
        R wallAir = Film(windIn), ofCrown = (float)StreetMaterials.CrownEmissivity;
        R crownToWall = ofCrown * Emissivity(StreetMaterials.Walls[0]) * toWalls * StreetExchange.Radiation(crownBefore, wallBefore);     // per crown area
        R wallIn = wall * (cell[taken.Wall] + wallSky.AtZero + wallSlab.Offset);
        R wallOut = wall * (wallSky.Slope + wallAir + wallSlab.Slope) + crown * crownToWall + paved * road.ToWall + natural * soil.ToWall + water * lake.ToWall;

        // Crowns: leaves without heat of their own.
        SkyExchange<R> crownSky = SkyExchange<R>.Of(skyOfGround * ofCrown, cell[now.Longwave], crownBefore);
        R leafAir = cell[now.Leaves] * 0.01f * R.Sqrt(windIn), crownAir = leafAir * heat;                                  // m/s, W/(m² K)
        R leafStomata = thirst * cell[now.Leaves] * (1f / 400), crownVapour = vapour * leafAir * leafStomata / (leafAir + leafStomata);
        (R crownHolds, R crownSlope) = StreetExchange.Saturation(crownBefore, cell[now.Pressure]);
        R crownDry = crownHolds - crownSlope * crownBefore;
        R crownIn = crownRow * (cell[taken.Crown] + crownSky.AtZero - crownVapour * crownDry);
        R crownOut = crownRow * (crownSky.Slope + crownToWall + crownAir + crownVapour * crownSlope) + paved * road.ToCrown + natural * soil.ToCrown + water * lake.ToCrown;

        // Air and vapour between the buildings.
        R depth = cell[flow.Depth], opening = cell[flow.Opening], speed = cell[now.Wind], shift = cell[wind.Shift];
        R richardson = Richardson(air, above, speed);
        R neutral = cell[flow.Exchange] * speed, rising = StreetExchange.Gravity * ReferenceRise * cell[state.Upward] / (heat * (above + StreetExchange.Kelvin) * speed * speed * neutral);
        R aloft = opening * neutral * StreetExchange.StabilityOfFlux(rising, richardson, cell[flow.Lively]);          // m/s
        R keeps = depth * perSecond, given = cell[released] * cell[now.PerArea];
        R airIn = heat * (keeps * air + aloft * above) + given;
        R airOut = heat * (keeps + aloft) + wall * wallAir + crown * crownAir + paved * road.ToAir + natural * soil.ToAir + water * lake.ToAir;
        R vapourIn = vapour * (keeps * moisture + aloft * humid) + natural * soil.Vapour * soil.Dry + water * lake.Vapour * lake.Dry + crown * crownVapour * crownDry;
        R vapourOut = vapour * (keeps + aloft) + natural * soil.Vapour + water * lake.Vapour + crown * crownVapour;

        Four<R> four = new(
            wallOut, -(crown * crownToWall), -(wall * wallAir), 0f, wallIn,
            -(crownRow * crownToWall), crownOut, -(crownRow * crownAir), -(crownRow * crownVapour), crownIn,
            -(wall * wallAir), -(crown * crownAir), airOut, 0f, airIn,
            0f, -(crown * crownVapour * crownSlope), 0f, vapourOut, vapourIn);
        four = four.With(road, paved).With(soil, natural).With(lake, water);
        (R wallNow, R crownNow, R airNow, R moistureNow, R stiff) = four.Solve(shift);
        R roadNow = road.At(wallNow, crownNow, airNow, moistureNow), soilNow = soil.At(wallNow, crownNow, airNow, moistureNow), lakeNow = lake.At(wallNow, crownNow, airNow, moistureNow);

        // The balance, from what is carried on and from the linear fluxes.
        SlabLayers<R> roofAfter = roofSlab.After(roof), wallAfter = wallSlab.After(wallNow), roadAfter = road.Slab.After(roadNow), soilAfter = soil.Slab.After(soilNow), lakeAfter = lake.Slab.After(lakeNow);
        R covers = cell[cells.Roof];
        R sun = covers * cell[taken.Roof] + wall * cell[taken.Wall] + paved * cell[taken.Paved] + natural * cell[taken.Natural] + water * cell[taken.Water] + crown * cell[taken.Crown];
        R longwave = covers * roofSky.Net(roof) + wall * wallSky.Net(wallNow) + crown * crownSky.Net(crownNow) + paved * road.Sky.Net(roadNow) + natural * soil.Sky.Net(soilNow) + water * lake.Sky.Net(lakeNow);
        R sensible = covers * roofAir * (roof - above) + heat * aloft * (airNow - above);
        R latent = vapour * aloft * (moistureNow - humid) + covers * roofWet;
        R indoors = covers * roofMaterial.K4 * (roofAfter.T4 - cell[now.Indoor]) + wall * wallMaterial.K4 * (wallAfter.T4 - cell[now.Indoor]);
        R deep = paved * road.Slab.Material.K4 * (roadAfter.T4 - cell[now.Deep]) + natural * soil.Slab.Material.K4 * (soilAfter.T4 - cell[now.Deep]) + water * lake.Slab.Material.K4 * (lakeAfter.T4 - cell[now.Deep]);
        R stored = covers * roofAfter.Stored(roofMaterial, roofLayers) + wall * wallAfter.Stored(wallMaterial, wallLayers)
            + paved * roadAfter.Stored(road.Slab.Material, state.Paved.Read<R, C>(ref cell)) + natural * soilAfter.Stored(soil.Slab.Material, state.Natural.Read<R, C>(ref cell))
            + water * lakeAfter.Stored(lake.Slab.Material, state.Water.Read<R, C>(ref cell)) + keeps * (heat * (airNow - air) + vapour * (moistureNow - moisture));
        R carried = stiff * shift;
        R hours = cell[now.Step] * (1f / 3600);
        cell[wind.Alone] = airNow - shift;
        cell[wind.Stiff] = stiff;
        cell[wind.Exchange] = aloft;
        cell[up] = sensible;
        cell[wet] = latent;
        cell[sums.Sun] = cell[sums.Sun] + hours * sun;
        cell[sums.Long] = cell[sums.Long] + hours * longwave;
        cell[sums.Released] = cell[sums.Released] + hours * given;
        cell[sums.Sensible] = cell[sums.Sensible] + hours * sensible;
        cell[sums.Latent] = cell[sums.Latent] + hours * latent;
        cell[sums.Indoors] = cell[sums.Indoors] + hours * indoors;
        cell[sums.Deep] = cell[sums.Deep] + hours * deep;
        cell[sums.Carried] = cell[sums.Carried] + hours * carried;
        cell[sums.Imbalance] = cell[sums.Imbalance] + hours * R.Abs((sun + longwave + given + carried) - (sensible + latent + indoors + deep + stored));

        // Water of the soil: what plants and soil evaporate comes from below their roots.
        R evaporating = natural * soil.Latent(soilNow, moistureNow) + crown * crownVapour * (crownDry + crownSlope * crownNow - moistureNow);        // W per plan area
        R evaporated = evaporating * cell[now.Step] * (1f / 2.45e6f) / cell[cells.Rooted], before = cell[state.Soil];
        R watered = R.Select(before < 0.5f * SoilHolds, cell[now.Irrigation], 0f), filled = before + cell[now.Rain] + watered - evaporated, drained = R.Max(filled - SoilHolds, 0f);
        cell[state.Soil] = filled - drained;
        cell[sums.Evaporated] = cell[sums.Evaporated] + evaporated;
        cell[sums.Drained] = cell[sums.Drained] + drained;
        cell[sums.Watered] = cell[sums.Watered] + watered;

        state.Roof.Write(ref cell, roofAfter);
        state.Wall.Write(ref cell, wallAfter);
        state.Paved.Write(ref cell, roadAfter);
        state.Natural.Write(ref cell, soilAfter);
        state.Water.Write(ref cell, lakeAfter);
        cell[state.Surface.Roof] = roof;
        cell[state.Surface.Wall] = wallNow;
        cell[state.Surface.Paved] = roadNow;
        cell[state.Surface.Natural] = soilNow;
        cell[state.Surface.Water] = lakeNow;
        cell[state.Surface.Crown] = crownNow;
        cell[state.Air] = airNow;
        cell[state.Upward] = heat * aloft * (airNow - above) / opening;
        cell[state.Humidity] = moistureNow;
    }

    /// <summary>Of the air indoors to walls and roofs [m² K/W] (ISO 6946).</summary>
    private const double IndoorFilm = 0.13;
    /// <summary>Two metres of soil below the lowest layer, down to where no season is felt [m² K/W].</summary>
    private const double DeepGround = 2;
    /// <summary>From the streets to the reference height, in the Richardson number [m].</summary>
    private const float ReferenceRise = StationAir.Reference - 2;

    /// <summary>Bulk number between the streets and the reference height, positive where the air above is warmer.</summary>
    public static R Richardson<R>(R air, R above, R wind) where R : struct, IReal<R> => StreetExchange.Gravity * ReferenceRise * (above - air) / ((above + StreetExchange.Kelvin) * wind * wind);

    // Grass and bare soil have the same layers; leaves lie over those of grass alone.
    private static SlabMaterial<R> Between<R>(SlabMaterial<R> soil, SlabMaterial<R> grass, R share) where R : struct, IReal<R> => soil with { K0 = soil.K0 + share * (grass.K0 - soil.K0) };

    private static R Film<R>(R wind) where R : struct, IReal<R> => 4f + 4f * wind;        // W/(m² K), ISO 6946 annex A

    private static float Emissivity(StreetMaterial material) => (float)material.Emissivity;
}

/// <summary>What a surface of the ground looks at.</summary>
internal readonly record struct Surroundings<R>(
    R Longwave, R Air, R Moisture, R Pressure, R Heat, R Vapour, R Wall, R Crown, R SkyOfGround, R ToWalls, R Wind) where R : struct, IReal<R>;

/// <summary>Long-wave between a surface and the sky, linear in the surface's temperature [°C].</summary>
/// <param name="AtZero">Net gain at 0 °C [W/m²].</param> <param name="Slope">Less for each kelvin [W/(m² K)].</param>
internal readonly record struct SkyExchange<R>(R AtZero, R Slope) where R : struct, IReal<R>
{
    /// <summary>About a temperature.</summary>
    /// <param name="seen">Emissivity times sky view factor.</param> <param name="longwave">Of the sky [W/m²].</param> <param name="before">Of the surface [°C].</param>
    public static SkyExchange<R> Of(R seen, R longwave, R before)
    {
        R kelvin = before + StreetExchange.Kelvin, cube = StreetExchange.StefanBoltzmann * kelvin * kelvin * kelvin;
        return new(seen * (longwave - cube * kelvin + 4f * cube * before), seen * 4f * cube);
    }

    /// <summary>Net gain [W/m²].</summary>
    public R Net(R surface) => AtZero - Slope * surface;
}

/// <summary>A surface of the ground over a step: D·T = N + wall·T_wall + crown·T_crown + air·T_air + vapour·q, all per area of its own.</summary>
/// <param name="N">What it takes whatever the others do [W/m²].</param> <param name="D">What it gives for each kelvin [W/(m² K)].</param>
/// <param name="ToWall">Exchange with walls [W/(m² K)].</param> <param name="ToCrown">With crowns.</param> <param name="ToAir">With the air.</param>
/// <param name="Vapour">With vapour [W/m² for each g/kg].</param> <param name="Slope">Of saturation [g/(kg K)].</param> <param name="Dry">Saturation, extended to 0 °C [g/kg].</param>
/// <param name="Slab">What lies below.</param> <param name="Sky">Above it, per area of its own.</param>
internal readonly record struct GroundFacet<R>(R N, R D, R ToWall, R ToCrown, R ToAir, R Vapour, R Slope, R Dry, Slab<R> Slab, SkyExchange<R> Sky) where R : struct, IReal<R>
{
    /// <summary>Linear about the step before.</summary>
    /// <param name="around">What it looks at.</param> <param name="material">Its emissivity.</param> <param name="neutral">Coefficient of heat in neutral air at 2 m.</param> <param name="lively">c of the stability.</param>
    /// <param name="taken">Short-wave [W/m²].</param> <param name="before">Of its surface [°C].</param> <param name="under">Share under crowns.</param> <param name="wet">Conductance of plants or soil to vapour [m/s]; 1 and more: of open water.</param>
    /// <param name="slab">What lies below.</param>
    public static GroundFacet<R> Of(Surroundings<R> around, StreetMaterial material, float neutral, float lively, R taken, R before, R under, R wet, Slab<R> slab)
    {
        float emissivity = (float)material.Emissivity;
        R free = 1f - under;
        SkyExchange<R> sky = SkyExchange<R>.Of(emissivity * around.SkyOfGround * free, around.Longwave, before);
        R richardson = 2f * StreetExchange.Gravity * (around.Air - before) / ((around.Air + StreetExchange.Kelvin) * around.Wind * around.Wind);
        R exchange = neutral * around.Wind * StreetExchange.Stability(richardson, lively);                                  // m/s
        R toWall = emissivity * (float)StreetMaterials.Walls[0].Emissivity * around.ToWalls * free * StreetExchange.Radiation(before, around.Wall);
        R toCrown = emissivity * (float)StreetMaterials.CrownEmissivity * under * StreetExchange.Radiation(before, around.Crown);
        R toAir = around.Heat * exchange, vapour = around.Vapour * exchange * wet / (exchange + wet);
        (R holds, R slope) = StreetExchange.Saturation(before, around.Pressure);
        R dry = holds - slope * before;
        return new(
            taken + sky.AtZero - vapour * dry + slab.Offset, sky.Slope + slab.Slope + toAir + vapour * slope + toWall + toCrown,
            toWall, toCrown, toAir, vapour, slope, dry, slab, sky);
    }

    /// <summary>Its temperature [°C].</summary>
    public R At(R wall, R crown, R air, R moisture) => (N + ToWall * wall + ToCrown * crown + ToAir * air + Vapour * moisture) / D;

    /// <summary>Heat that leaves it with vapour [W/m²].</summary>
    public R Latent(R surface, R moisture) => Vapour * (Dry + Slope * surface - moisture);
}

/// <summary>Four equations for walls, crowns, air and vapour: rows of coefficients and what stands on the right.</summary>
internal readonly record struct Four<R>(
    R Ww, R Wc, R Wa, R Wq, R Wr, R Cw, R Cc, R Ca, R Cq, R Cr, R Aw, R Ac, R Aa, R Aq, R Ar, R Qw, R Qc, R Qa, R Qq, R Qr) where R : struct, IReal<R>
{
    /// <summary>With a surface of the ground put in.</summary>
    /// <param name="g">The surface.</param> <param name="area">Of the plan area.</param>
    public Four<R> With(GroundFacet<R> g, R area)
    {
        R one = area / g.D, w = g.ToWall * one, c = g.ToCrown * one, a = g.ToAir * one, v = g.Vapour * g.Slope * one;
        return new(
            Ww - w * g.ToWall, Wc - w * g.ToCrown, Wa - w * g.ToAir, Wq - w * g.Vapour, Wr + w * g.N,
            Cw - c * g.ToWall, Cc - c * g.ToCrown, Ca - c * g.ToAir, Cq - c * g.Vapour, Cr + c * g.N,
            Aw - a * g.ToWall, Ac - a * g.ToCrown, Aa - a * g.ToAir, Aq - a * g.Vapour, Ar + a * g.N,
            Qw - v * g.ToWall, Qc - v * g.ToCrown, Qa - v * g.ToAir, Qq - v * g.Vapour, Qr + v * g.N);
    }

    /// <summary>By elimination; each diagonal outweighs its row, so that no order is better than this.</summary>
    /// <param name="shift">By how much more the air is warmed from elsewhere [K]: so much heat is added to its row, which is returned for each kelvin (Stiff).</param>
    public (R Wall, R Crown, R Air, R Vapour, R Stiff) Solve(R shift)
    {
        R f = Cw / Ww;
        R cc = Cc - f * Wc, ca = Ca - f * Wa, cq = Cq - f * Wq, cr = Cr - f * Wr;
        f = Aw / Ww;
        R ac = Ac - f * Wc, aa = Aa - f * Wa, aq = Aq - f * Wq, ar = Ar - f * Wr;
        f = Qw / Ww;
        R qc = Qc - f * Wc, qa = Qa - f * Wa, qq = Qq - f * Wq, qr = Qr - f * Wr;
        f = ac / cc;
        (aa, aq, ar) = (aa - f * ca, aq - f * cq, ar - f * cr);
        R stiff = aa;
        ar = ar + stiff * shift;
        f = qc / cc;
        (qa, qq, qr) = (qa - f * ca, qq - f * cq, qr - f * cr);
        f = qa / aa;
        R vapour = (qr - f * ar) / (qq - f * aq);
        R air = (ar - aq * vapour) / aa, crown = (cr - ca * air - cq * vapour) / cc;
        return ((Wr - Wc * crown - Wa * air - Wq * vapour) / Ww, crown, air, vapour, stiff);
    }
}
