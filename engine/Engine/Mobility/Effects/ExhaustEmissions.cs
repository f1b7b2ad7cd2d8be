using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What a speed beyond the range of a formula comes to.</summary>
public enum Beyond
{
    /// <summary>An error that names the range.</summary>
    Refused,
    /// <summary>What the formula gives at the nearest end of its range.</summary>
    Nearest,
}

/// <summary>The speeds that a formula was made for.</summary>
/// <param name="Least">[km/h].</param> <param name="Most">[km/h].</param>
public readonly record struct SpeedRange(double Least, double Most)
{
    /// <summary>The speed that a formula takes [km/h].</summary>
    /// <param name="speed">[m/s].</param> <param name="beyond">What is done out of the range.</param> <param name="formula">Its name, for the message.</param>
    /// <exception cref="TerritoryException">The speed is out of the range and refused, or is no number.</exception>
    public double Within(double speed, Beyond beyond, string formula)
    {
        double found = 3.6 * speed, taken = Math.Clamp(found, Least, Most);
        if (double.IsFinite(found) && found >= 0 && (beyond == Beyond.Nearest || Math.Abs(found - taken) <= 1e-9 * Most)) return taken;
        throw new TerritoryException($"{formula}: the speed is {found:g6} km/h; expected {Least:g4} to {Most:g4} km/h, for which the formula was made. Take Beyond.Nearest for its value at the nearest end.");
    }
}

/// <summary>What a car burns.</summary>
public enum Fuel
{
    /// <summary>Petrol.</summary>
    Petrol,
    /// <summary>Diesel.</summary>
    Diesel,
}

/// <summary>European limits that a car was approved by.</summary>
public enum EuroStandard
{
    /// <summary>Euro 5, 2009 to 2014.</summary>
    Five,
    /// <summary>Euro 6, from 2014.</summary>
    Six,
    /// <summary>Euro 6c, from 2018.</summary>
    SixC,
}

/// <summary>What a car gives off.</summary>
public enum Pollutant
{
    /// <summary>CO.</summary>
    CarbonMonoxide,
    /// <summary>NO and NO₂ as NO₂.</summary>
    NitrogenOxides,
    /// <summary>All hydrocarbons.</summary>
    Hydrocarbons,
    /// <summary>Particles of the exhaust; brakes, tyres and road are not in it.</summary>
    Particles,
}

/// <summary>What the exhaust of warm cars of 1.4 to 2.0 l gives off at a mean speed that holds the stops: EMEP/EEA air pollutant emission inventory guidebook 2013, 1.A.3.b.</summary>
/// <remarks>docs/physics/emissions-noise.md, eq. 1 to 4. Cold starts, ageing and slopes are not in it. Polynomials that fall below 0 give 0.</remarks>
public static class ExhaustEmissions
{
    private enum Form { Ratio, Step, Powers, Polynomial }

    private sealed record Curve(Form Form, double A, double B, double C, double D, double E, double F, double Least, double Most);

    // Alpha to Zita of the tables of the guidebook; reductions by newer fuels are 0 for these standards.
    private static readonly Dictionary<(Fuel, EuroStandard, Pollutant), Curve> Curves = new()
    {
        [(Fuel.Petrol, EuroStandard.Five, Pollutant.CarbonMonoxide)] = new(Form.Polynomial, -1.35437694287966e-10, 7.85836583569121e-08, -1.22429505606704e-05, 0.000774927117896471, -0.0197324690304384, 0.398048797912689, 5, 130),
        [(Fuel.Petrol, EuroStandard.Six, Pollutant.CarbonMonoxide)] = new(Form.Polynomial, -6.49728483106237e-11, 4.776815197487421e-08, -7.78559442057803e-06, 0.000505545065998867, -0.0137890439024428, 0.354146619404389, 5, 130),
        [(Fuel.Petrol, EuroStandard.SixC, Pollutant.CarbonMonoxide)] = new(Form.Polynomial, -4.42057327067841e-11, 4.0379302979602905e-08, -6.73301633382803e-06, 0.00043411519127053, -0.0116795999382916, 0.338015792103823, 5, 130),
        [(Fuel.Diesel, EuroStandard.Five, Pollutant.CarbonMonoxide)] = new(Form.Ratio, -86554792755785.7, 175814995015386, 24702451549323.3, 3178878992968.46, -193691889972.228, 83318145667454.3, 10, 130),
        [(Fuel.Diesel, EuroStandard.Six, Pollutant.CarbonMonoxide)] = new(Form.Polynomial, -3.5778855012294795e-11, 1.2289216572153601e-08, -1.49301771065679e-06, 8.57928771925491e-05, -0.00294269964228015, 0.103136496071066, 10, 130),
        [(Fuel.Diesel, EuroStandard.SixC, Pollutant.CarbonMonoxide)] = new(Form.Polynomial, -3.5778855012294795e-11, 1.2289216572153601e-08, -1.49301771065679e-06, 8.57928771925491e-05, -0.00294269964228015, 0.103136496071066, 10, 130),
        [(Fuel.Petrol, EuroStandard.Five, Pollutant.NitrogenOxides)] = new(Form.Ratio, 0.189162423721929, 1.57150642277298, 0.0815475056795118, 0.0273277584653183, -0.000248891758871523, -0.268467236498228, 5, 130),
        [(Fuel.Petrol, EuroStandard.Six, Pollutant.NitrogenOxides)] = new(Form.Ratio, 0.474232144011732, 5.62174646182347, 0.34057776316908, 0.0837628818222108, -0.00151582670291725, -1.19108669518198, 5, 130),
        [(Fuel.Petrol, EuroStandard.SixC, Pollutant.NitrogenOxides)] = new(Form.Ratio, 999236129183522, 1.8865868425908e+16, 1314307437645870, 289572294577997, -6338386174343.22, -4033327904793490, 5, 130),
        [(Fuel.Diesel, EuroStandard.Five, Pollutant.NitrogenOxides)] = new(Form.Ratio, 0.945951726803471, 0.00426427180715127, -0.0113814672152656, -5.15046309611901e-05, 6.67136017103076e-05, 1.92360814937222, 10, 130),
        [(Fuel.Diesel, EuroStandard.Six, Pollutant.NitrogenOxides)] = new(Form.Ratio, 0.435878739216399, 0.010043458209809, -0.00538678917114701, -0.000102361228021439, 2.90466371398504e-05, -0.460704413796774, 10, 130),
        [(Fuel.Diesel, EuroStandard.SixC, Pollutant.NitrogenOxides)] = new(Form.Ratio, 0.232969684699398, 0.0100434525476731, -0.00287914721497244, -0.000102361178032669, 1.55249385683433e-05, -0.246238574993582, 10, 130),
        [(Fuel.Petrol, EuroStandard.Five, Pollutant.Hydrocarbons)] = new(Form.Powers, 2.87386435988699e-16, 6.43493562222173, 0.021691032434596, -0.342047658584741, 0, 0, 5, 130),
        [(Fuel.Petrol, EuroStandard.Six, Pollutant.Hydrocarbons)] = new(Form.Polynomial, -1.72982007253795e-12, 7.445905821974819e-10, -9.589338491014851e-08, 5.31669851576072e-06, -0.000161115657272774, 0.00898137654367068, 5, 130),
        [(Fuel.Petrol, EuroStandard.SixC, Pollutant.Hydrocarbons)] = new(Form.Polynomial, 4.43968311633848e-13, -1.8040129939504099e-10, 5.0831567424322305e-08, -5.30960488496723e-06, 0.000190732398325374, 0.00530047147249413, 5, 130),
        [(Fuel.Diesel, EuroStandard.Five, Pollutant.Hydrocarbons)] = new(Form.Ratio, 1.0418994113966e+32, 4.60221049101102e+33, 1.53207243920709e+32, 2.91540029662113e+32, -3.83451789008904e+28, 1.96356619117865e+32, 10, 130),
        [(Fuel.Diesel, EuroStandard.Six, Pollutant.Hydrocarbons)] = new(Form.Ratio, 0.0572005551576662, 0.0823467693853046, 0.00336904365892298, -0.000473994677579228, -2.11443280548874e-05, -0.0955641156212211, 10, 130),
        [(Fuel.Diesel, EuroStandard.SixC, Pollutant.Hydrocarbons)] = new(Form.Ratio, 0.0572005551576662, 0.0823467693853046, 0.00336904365892298, -0.000473994677579228, -2.11443280548874e-05, -0.0955641156212211, 10, 130),
        [(Fuel.Petrol, EuroStandard.Five, Pollutant.Particles)] = new(Form.Polynomial, 1.44418691469204e-13, 1.1617737969799399e-10, -3.37041793322551e-08, 3.114143374502e-06, -0.000125293028719836, 0.0032983012276569, 10, 130),
        [(Fuel.Petrol, EuroStandard.Six, Pollutant.Particles)] = new(Form.Polynomial, 2.31327071341798e-13, 1.2569308748258699e-11, -1.10033255634716e-08, 1.23469539655306e-06, -6.28705400358073e-05, 0.00272190890884376, 10, 130),
        [(Fuel.Petrol, EuroStandard.SixC, Pollutant.Particles)] = new(Form.Polynomial, 2.64986801719733e-13, -4.06851383377971e-11, 1.55060977398201e-09, 1.42696163912663e-07, -2.50418652340275e-05, 0.00245445166744323, 10, 130),
        [(Fuel.Diesel, EuroStandard.Five, Pollutant.Particles)] = new(Form.Step, 0.00116704392923839, 10.6122773565105, -6.48363073978964, 0.567498081980885, 0.0122605453342893, 0, 10, 130),
        [(Fuel.Diesel, EuroStandard.Six, Pollutant.Particles)] = new(Form.Ratio, -1.2096678477246e+18, 1.62962988369783e+20, 1.78579673699442e+18, 2.89348021465935e+19, 1.16718439340665e+16, 4.08870518286192e+18, 10, 130),
        [(Fuel.Diesel, EuroStandard.SixC, Pollutant.Particles)] = new(Form.Ratio, -1.2096678477246e+18, 1.62962988369783e+20, 1.78579673699442e+18, 2.89348021465935e+19, 1.16718439340665e+16, 4.08870518286192e+18, 10, 130),
    };

    /// <summary>The speeds that the formula of a car and a pollutant was made for.</summary>
    public static SpeedRange RangeOf(Fuel fuel, EuroStandard standard, Pollutant pollutant)
    {
        Curve curve = Curves[(fuel, standard, pollutant)];
        return new(curve.Least, curve.Most);
    }

    /// <summary>Grams in a kilometre.</summary>
    /// <param name="fuel">That the car burns.</param> <param name="standard">Of the car.</param> <param name="pollutant">That is asked for.</param>
    /// <param name="speed">Mean over the way, stops included [m/s].</param> <param name="beyond">What a speed out of the range comes to.</param>
    /// <returns>[g/km], ≥ 0.</returns>
    /// <exception cref="TerritoryException">The speed is out of the range and refused.</exception>
    public static double Of(Fuel fuel, EuroStandard standard, Pollutant pollutant, double speed, Beyond beyond = Beyond.Refused)
    {
        Curve k = Curves[(fuel, standard, pollutant)];
        double v = new SpeedRange(k.Least, k.Most).Within(speed, beyond, $"{pollutant} of {fuel} Euro {standard}");
        double found = k.Form switch
        {
            Form.Ratio => (k.A + k.C * v + k.E * v * v + k.F / v) / (1 + k.B * v + k.D * v * v),
            Form.Step => k.A + k.B / (1 + Math.Exp(-k.C + k.D * Math.Log(v) + k.E * v)),
            Form.Powers => k.A * Math.Pow(v, k.B) + k.C * Math.Pow(v, k.D),
            _ => ((((k.A * v + k.B) * v + k.C) * v + k.D) * v + k.E) * v + k.F,
        };
        return Math.Max(0, found);
    }
}
