namespace TerritoryTwin.Heat;

/// <summary>
/// The physiologically equivalent temperature [°C]: of a room without sun (0.1 m/s, 12 hPa) in which core and skin are as warm as outdoors; for a man of 23 years, 75 kg and 1.80 m, who sits, in
/// clothes of 0.9 clo, at 80 W above rest.
/// </summary>
/// <remarks>
/// Höppe (1999), International Journal of Biometeorology 43, as corrected by Walther and Goestchel (2018), Building and Environment 137: balances of core, skin and clothes. Programs of this index
/// differ by up to 3 K. As in theirs, sweat evaporates even where a skin that is wet all over could not give it off: in muggy heat (39 °C, 90 % humidity, 57 °C radiant) a limit would
/// add 5 K. docs/physics/comfort.md, eq. 14 to 19.
/// </remarks>
public static class PhysiologicalTemperature
{
    private const double Weight = 75, Height = 1.8, Age = 23, Clothing = 0.9, StefanBoltzmann = 5.67e-8, Pressure = 1013.25, Evaporation = 2.42e6, Blood = 3640;      // hPa, J/kg, J/(kg K)
    private const double EffectivePart = 0.725, SkinEmissivity = 0.99, ClothesEmissivity = 0.95, Lewis = 1.67, Woodcock = 0.38, OuterFactor = 1 + 0.31 * Clothing;     // K/hPa

    private static readonly double Skin = 0.202 * Math.Pow(Weight, 0.425) * Math.Pow(Height, 0.725);                                                               // m²
    private static readonly double Rest = 3.45 * Math.Pow(Weight, 0.75) * (1 + 0.004 * (30 - Age) + 0.01 * (Height * 100 / Math.Pow(Weight, 1 / 3.0) - 43.4));         // W
    private static readonly double Dressed = (173.51 * Clothing - 2.36 - 100.76 * Clothing * Clothing + 19.28 * Math.Pow(Clothing, 3)) / 100;
    private static readonly double ClothesArea = Skin * (Dressed + OuterFactor - 1), Insulation = Clothing / 6.45, ThroughClothes = Conductance();                    // m², m² K/W, W/(m² K)

    /// <summary>The index; missing (NaN) where the balances have no solution.</summary>
    /// <param name="air">[°C].</param>
    /// <param name="radiant">Mean radiant temperature [°C].</param>
    /// <param name="wind">At 1.1 m above the ground [m/s].</param>
    /// <param name="vapourPressure">[Pa].</param>
    public static double Of(double air, double radiant, double wind, double vapourPressure)
    {
        Surroundings outdoors = new(air, radiant, wind, vapourPressure / 100, 1.37 * 58.2);
        double skin = Root.Of(t => SkinBalance(outdoors, t), -80, 80);
        if (double.IsNaN(skin)) return double.NaN;
        double core = Core(outdoors, skin), clothes = Clothes(outdoors, skin);
        return Root.Of(
            t =>
            {
                Surroundings room = new(t, t, 0.1, 12, 80);
                return room.Made + room.Breathed + Radiated(room, skin, clothes) + Convected(room, skin, clothes) + Evaporated(room, core, skin);
            },
            -120, 150);
    }

    /// <summary>Vapour pressure at saturation over water, below 0 °C over ice [Pa].</summary>
    /// <param name="air">[°C].</param>
    /// <remarks>Hyland and Wexler (1983), ASHRAE Transactions 89.</remarks>
    public static double SaturationPressure(double air)
    {
        double t = air + 273.15;
        return Math.Exp(t < 273.15
            ? -5674.5359 / t + 6.3925247 + t * (-0.9677843e-2 + t * (0.62215701e-6 + t * (0.20747825e-8 - 0.9484024e-12 * t))) + 4.1635019 * Math.Log(t)
            : -5800.2206 / t + 1.3914993 + t * (-0.048640239 + t * (0.41764768e-4 - 0.14452093e-7 * t)) + 6.5459673 * Math.Log(t));
    }

    // Air, radiation, wind, vapour pressure [hPa] and activity above rest [W], with what follows from them alone.
    private readonly record struct Surroundings(double Air, double Radiant, double Wind, double Vapour, double Activity)
    {
        public double Made => (Activity + Rest) / Skin;                                                                                       // W/m²
        public double Convection => Math.Max(3, 2.67 + 6.5 * Math.Pow(Wind, 0.67));                                                           // W/(m² K)

        public double Breathed
        {
            get
            {
                double expired = 0.47 * Air + 21, flow = Made * 1.44e-6;                                                                         // °C, kg/(s m²)
                return flow * (1010 * (Air - expired) + 0.623 * Evaporation / Pressure * (Vapour - SaturationPressure(expired) / 100));
            }
        }
    }

    private static double SkinBalance(Surroundings around, double skin)
    {
        double core = Core(around, skin), clothes = Clothes(around, skin);
        double bare = EffectivePart * (1 - Dressed) * SkinEmissivity * Black(around.Radiant, skin) + around.Convection * (around.Air - skin) * (1 - Dressed);
        return bare + Evaporated(around, core, skin) + FromCore(core, skin) * (core - skin) - ThroughClothes * (skin - clothes);
    }

    private static double Core(Surroundings around, double skin) => Root.Of(t => around.Made + around.Breathed - FromCore(t, skin) * (t - skin), -100, 200);

    private static double Clothes(Surroundings around, double skin) => Root.Of(
        t => ClothesArea / Skin * (around.Convection * (around.Air - t) + EffectivePart * ClothesEmissivity * Black(around.Radiant, t)) + ThroughClothes * (skin - t), -150, 250);

    private static double Radiated(Surroundings around, double skin, double clothes) =>
        EffectivePart * ((1 - Dressed) * SkinEmissivity * Black(around.Radiant, skin) + ClothesArea / Skin * ClothesEmissivity * Black(around.Radiant, clothes));

    private static double Convected(Surroundings around, double skin, double clothes) =>
        around.Convection * ((around.Air - skin) * (1 - Dressed) + (around.Air - clothes) * ClothesArea / Skin);

    private static double Evaporated(Surroundings around, double core, double skin)
    {
        double share = 0.0417737 + 0.7451833 / (Flow(core, skin) + 0.585417), body = share * skin + (1 - share) * core;
        double sweated = Evaporation / 1000 * Math.Min(304.94 * Math.Max(body - (0.1 * 34 + 0.9 * 36.6), 0), 500) / 3600;                        // W/m²
        double drop = SaturationPressure(skin) / 100 - around.Vapour, most = around.Convection * Lewis / (1 + 0.92 * around.Convection * Insulation) * drop;
        double wet = Math.Min(sweated / (most == 0 ? 0.001 : most), 1);
        double resistance = (1 / (OuterFactor * around.Convection) + Insulation) / (Lewis * Woodcock);
        return -((1 - wet) * drop / resistance + sweated);
    }

    private static double FromCore(double core, double skin) => Flow(core, skin) / 3600 * Blood + 5.28;

    private static double Flow(double core, double skin) => Math.Min((6.3 + 75 * Math.Max(core - 36.6, 0)) / (1 + 0.5 * Math.Max(34 - skin, 0)), 90);

    private static double Black(double from, double to) => StefanBoltzmann * (Math.Pow(from + 273.15, 4) - Math.Pow(to + 273.15, 4));

    // Of the cylinder that the clothes are, 6.28 for 2π as in the sources.
    private static double Conductance()
    {
        double length = 6.28 * Height * (Height - 0.2) / Height, outer = Skin * (OuterFactor - 1 + Dressed) / length, inner = Dressed * Skin / length;
        return length * (outer - inner) / (Insulation * Math.Log(outer / inner) * ClothesArea);
    }
}
