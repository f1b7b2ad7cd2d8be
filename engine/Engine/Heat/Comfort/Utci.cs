using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>The universal thermal climate index: the air temperature [°C] of a reference climate that strains a walking person as the real one does.</summary>
/// <remarks>
/// Bröde et al. (2012), International Journal of Biometeorology 56: a polynomial of degree 6 in air temperature, wind, radiant less air temperature and vapour pressure, to 1.1 K of the
/// model of Fiala. It holds from −50 to 50 °C, from 30 K below to 70 K above the air, from 0.5 to 17 m/s at 10 m, and up to 5 kPa. Within them float32 differs from float64 by less than 0.001 K.
/// docs/physics/comfort.md, eq. 1 to 3.
/// </remarks>
public static class Utci
{
    /// <summary>Lowest and highest air temperature [°C].</summary>
    public const float ColdestAir = -50, HottestAir = 50;
    /// <summary>Lowest and highest difference between radiant and air temperature [K].</summary>
    public const float LeastRadiant = -30, MostRadiant = 70;
    /// <summary>Lowest and highest wind at 10 m [m/s].</summary>
    public const float LeastWind = 0.5f, MostWind = 17;
    /// <summary>Highest vapour pressure [Pa].</summary>
    public const float MostVapour = 5000;

    /// <summary>The index [°C]. Wind beyond its range counts as the end of the range; where another quantity is beyond its own, the index is missing (NaN).</summary>
    /// <param name="air">Air temperature [°C].</param>
    /// <param name="radiant">Mean radiant temperature [°C].</param>
    /// <param name="wind">At 10 m above the ground [m/s].</param>
    /// <param name="vapourPressure">Of water in the air [Pa].</param>
    public static R Of<R>(R air, R radiant, R wind, R vapourPressure) where R : struct, IReal<R>
    {
        R more = radiant - air;
        R held = (air >= ColdestAir) & (air <= HottestAir) & (more >= LeastRadiant) & (more <= MostRadiant) & (vapourPressure >= 0f) & (vapourPressure <= MostVapour);
        return R.Select(held, Polynomial(air, radiant, R.Min(R.Max(wind, LeastWind), MostWind), vapourPressure), float.NaN);
    }

    /// <summary>The index [°C] by the polynomial, wherever that leads.</summary>
    /// <param name="air">Air temperature [°C].</param>
    /// <param name="radiant">Mean radiant temperature [°C].</param>
    /// <param name="wind">At 10 m above the ground [m/s].</param>
    /// <param name="vapourPressure">Of water in the air [Pa].</param>
    public static R Polynomial<R>(R air, R radiant, R wind, R vapourPressure) where R : struct, IReal<R>
    {
        R more = radiant - air, vapour = vapourPressure * 0.001f;                // K, kPa
        int at = Coefficients.Length;
        R inVapour = default;
        for (int degree = 0; degree <= Degree; degree++)                         // left for the other three
        {
            R inMore = default;
            for (int left = 0; left <= degree; left++)
            {
                R inWind = default;
                for (int leftOfAir = 0; leftOfAir <= left; leftOfAir++)
                {
                    R inAir = Coefficients[--at];
                    for (int power = 0; power < leftOfAir; power++) inAir = inAir * air + Coefficients[--at];
                    inWind = leftOfAir == 0 ? inAir : inWind * wind + inAir;
                }
                inMore = left == 0 ? inWind : inMore * more + inWind;
            }
            inVapour = degree == 0 ? inMore : inVapour * vapour + inMore;
        }
        return air + inVapour;
    }

    /// <summary>Vapour pressure at saturation over water [Pa], as the index was fitted with.</summary>
    /// <param name="air">[°C].</param>
    /// <remarks>Hardy (1998), ITS-90 formulations, Third International Symposium on Humidity and Moisture.</remarks>
    public static R SaturationPressure<R>(R air) where R : struct, IReal<R>
    {
        R t = air + 273.15f, inverse = 1f / t;                                   // K
        R rest = 19.54263612f + t * (-0.0273783019f + t * (1.6261698e-5f + t * (7.0229056e-10f - t * 1.8680009e-13f)));
        return R.Exp(2.7150305f * R.Log(t) + rest + inverse * (-6028.076559f + inverse * -2836.5744f));
    }

    private const int Degree = 6;

    // Table 3 of the paper's supplement in its order: powers of air temperature run fastest, then of wind, of radiant less air temperature, of vapour pressure; all of degree 6 or less.
    private static readonly float[] Coefficients =
    [
        0.607562052f, -0.0227712343f, 0.000806470249f, -0.000154271372f, -3.24651735e-6f, 7.32602852e-8f, 1.35959073e-9f, -2.2583652f, 0.0880326035f,
        0.00216844454f, -1.53347087e-5f, -5.72983704e-7f, -2.55090145e-9f, -0.751269505f, -0.00408350271f, -5.21670675e-5f, 1.94544667e-6f, 1.14099531e-8f,
        0.158137256f, -6.57263143e-5f, 2.22697524e-7f, -4.16117031e-8f, -0.0127762753f, 9.66891875e-6f, 2.52785852e-9f, 0.000456306672f, -1.74202546e-7f,
        -5.91491269e-6f, 0.398374029f, 0.000183945314f, -0.00017375451f, -7.60781159e-7f, 3.77830287e-8f, 5.43079673e-10f, -0.0200518269f, 0.000892859837f,
        3.45433048e-6f, -3.77925774e-7f, -1.69699377e-9f, 0.000169992415f, -4.99204314e-5f, 2.47417178e-7f, 1.07596466e-8f, 8.49242932e-5f, 1.35191328e-6f,
        -6.21531254e-9f, -4.99410301e-6f, -1.89489258e-8f, 8.15300114e-8f, 0.00075504309f, -5.65095215e-5f, -4.52166564e-7f, 2.46688878e-8f, 2.42674348e-10f,
        0.00015454725f, 5.2411097e-6f, -8.75874982e-8f, -1.50743064e-9f, -1.56236307e-5f, -1.33895614e-7f, 2.49709824e-9f, 6.51711721e-7f, 1.94960053e-9f,
        -1.00361113e-8f, -1.21206673e-5f, -2.1820366e-7f, 7.51269482e-9f, 9.79063848e-11f, 1.25006734e-6f, -1.81584736e-9f, -3.52197671e-10f, -3.3651463e-8f,
        1.35908359e-10f, 4.1703262e-10f, -1.30369025e-9f, 4.13908461e-10f, 9.22652254e-12f, -5.08220384e-9f, -2.24730961e-11f, 1.17139133e-10f, 6.62154879e-10f,
        4.0386326e-13f, 1.95087203e-12f, -4.73602469e-12f,
        5.12733497f, -0.312788561f, -0.0196701861f, 0.00099969087f, 9.51738512e-6f, -4.66426341e-7f, 0.548050612f, -0.00330552823f, -0.0016411944f,
        -5.16670694e-6f, 9.52692432e-7f, -0.0429223622f, 0.00500845667f, 1.00601257e-6f, -1.81748644e-6f, -0.00125813502f, -0.000179330391f, 2.34994441e-6f,
        0.000129735808f, 1.2906487e-6f, -2.28558686e-6f, -0.0369476348f, 0.00162325322f, -3.1427968e-5f, 2.59835559e-6f, -4.77136523e-8f, 0.0086420339f,
        -0.000687405181f, -9.13863872e-6f, 5.15916806e-7f, -3.59217476e-5f, 3.28696511e-5f, -7.10542454e-7f, -1.243823e-5f, -7.385844e-9f, 2.20609296e-7f,
        -0.00073246918f, -1.87381964e-5f, 4.80925239e-6f, -8.7549204e-8f, 2.7786293e-5f, -5.06004592e-6f, 1.14325367e-7f, 2.53016723e-6f, -1.72857035e-8f,
        -3.95079398e-8f, -3.59413173e-7f, 7.04388046e-7f, -1.89309167e-8f, -4.79768731e-7f, 7.96079978e-9f, 1.62897058e-9f, 3.94367674e-8f, -1.18566247e-9f,
        3.34678041e-10f, -1.15606447e-10f,
        -2.80626406f, 0.548712484f, -0.0039942841f, -0.000954009191f, 1.93090978e-5f, -0.308806365f, 0.0116952364f, 0.000495271903f, -1.90710882e-5f,
        0.00210787756f, -0.000698445738f, 2.30109073e-5f, 0.00041785659f, -1.27043871e-5f, -3.04620472e-6f, 0.0514507424f, -0.00432510997f, 8.99281156e-5f,
        -7.14663943e-7f, -0.000266016305f, 0.000263789586f, -7.01199003e-6f, -0.000106823306f, 3.61341136e-6f, 2.29748967e-7f, 0.000304788893f, -6.42070836e-5f,
        1.16257971e-6f, 7.68023384e-6f, -5.47446896e-7f, -3.5993791e-8f, -4.36497725e-6f, 1.68737969e-7f, 2.67489271e-8f, 3.23926897e-9f,
        -0.0353874123f, -0.22120119f, 0.0155126038f, -0.000263917279f, 0.0453433455f, -0.00432943862f, 0.000145389826f, 0.00021750861f, -6.66724702e-5f,
        3.3321714e-5f, -0.00226921615f, 0.000380261982f, -5.45314314e-9f, -0.000796355448f, 2.53458034e-5f, -6.31223658e-6f, 0.000302122035f, -4.77403547e-6f,
        1.73825715e-6f, -4.09087898e-7f,
        0.614155345f, -0.0616755931f, 0.00133374846f, 0.00355375387f, -0.000513027851f, 0.000102449757f, -0.00148526421f, -4.11469183e-5f, -6.80434415e-6f,
        -9.77675906e-6f,
        0.0882773108f, -0.00301859306f, 0.00104452989f, 0.000247090539f,
        0.00148348065f,
    ];
}
