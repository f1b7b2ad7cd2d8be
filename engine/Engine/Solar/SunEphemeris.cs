namespace TerritoryTwin.Solar;

/// <summary>Where the sun stands as seen from the centre of the Earth.</summary>
/// <remarks>Reda and Andreas (2004), Solar Energy 76(5), and NREL/TP-560-34302; docs/physics/solar.md, eq. 1–6.</remarks>
/// <param name="RightAscension">α [rad].</param>
/// <param name="Declination">δ [rad].</param>
/// <param name="SiderealTime">Apparent, at Greenwich, ν [°].</param>
/// <param name="Distance">Earth to sun, R [au].</param>
/// <param name="EquationOfTime">Sundial minus clock [min].</param>
internal readonly record struct SunEphemeris(
    double RightAscension, double Declination, double SiderealTime, double Distance, double EquationOfTime)
{
    private static readonly DateTimeOffset Noon2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The sun at an instant.</summary>
    /// <param name="time">Universal time; UT1 − UTC (below 0.9 s, 0.004°) is left out.</param>
    /// <param name="deltaT">Terrestrial minus universal time [s]; <see cref="EstimateDeltaT"/> where it is not known.</param>
    public static SunEphemeris At(DateTimeOffset time, double deltaT)
    {
        double days = (time - Noon2000).TotalDays;
        double century = (days + deltaT / 86400) / 36525;
        double millennium = century / 10;

        double longitude = Series(EarthTerms.Longitude, millennium) + Math.PI;            // geocentric, rad
        double latitude = -Series(EarthTerms.Latitude, millennium);                       // geocentric, rad
        double distance = Series(EarthTerms.Distance, millennium);                        // au
        (double inLongitude, double inObliquity) = Nutation(century);                     // °
        double obliquity = Rad(MeanObliquity(millennium / 10) + inObliquity);
        double apparent = longitude + Rad(inLongitude - 20.4898 / (3600 * distance));     // with aberration

        double ascension = Math.Atan2(
            Math.Sin(apparent) * Math.Cos(obliquity) - Math.Tan(latitude) * Math.Sin(obliquity), Math.Cos(apparent));
        double declination = Math.Asin(
            Math.Sin(latitude) * Math.Cos(obliquity) + Math.Cos(latitude) * Math.Sin(obliquity) * Math.Sin(apparent));
        double equinoxes = inLongitude * Math.Cos(obliquity);                             // °
        double minutes = 4 * (MeanLongitude(millennium) - 0.0057183 - Deg(ascension) + equinoxes);
        return new SunEphemeris(
            ascension, declination, MeanSiderealTime(days) + equinoxes, distance, Math.IEEERemainder(minutes, 1440));
    }

    /// <summary>Terrestrial minus universal time [s], to a few seconds from 1920 to 2050.</summary>
    /// <remarks>Polynomials of Espenak and Meeus (2006), NASA/TP-2006-214141. Beyond 2050 their parabola. Ten seconds move the sun by 0.0001°.</remarks>
    public static double EstimateDeltaT(DateTimeOffset time)
    {
        double year = 2000 + (time - Noon2000).TotalDays / 365.25;
        double t;
        switch (year)
        {
            case < 1941: t = year - 1920; return 21.20 + t * (0.84493 + t * (-0.076100 + t * 0.0020936));
            case < 1961: t = year - 1950; return 29.07 + t * (0.407 + t * (-1.0 / 233 + t / 2547));
            case < 1986: t = year - 1975; return 45.45 + t * (1.067 + t * (-1.0 / 260 - t / 718));
            case < 2005:
                t = year - 2000;
                return 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
            case < 2050: t = year - 2000; return 62.92 + t * (0.32217 + t * 0.005589);
            default: t = (year - 1820) / 100; return -20 + 32 * t * t - 0.5628 * Math.Max(0, 2150 - year);
        }
    }

    private static double Series(double[][] powers, double time)
    {
        double sum = 0;
        for (int power = powers.Length - 1; power >= 0; power--)
        {
            double[] terms = powers[power];
            double of = 0;
            for (int i = 0; i < terms.Length; i += 3) of += terms[i] * Math.Cos(terms[i + 1] + terms[i + 2] * time);
            sum = sum * time + of;
        }
        return sum * 1e-8;
    }

    private static (double InLongitude, double InObliquity) Nutation(double t)
    {
        double elongation = Rad(297.85036 + t * (445267.111480 + t * (-0.0019142 + t / 189474)));
        double sunAnomaly = Rad(357.52772 + t * (35999.050340 + t * (-0.0001603 - t / 300000)));
        double moonAnomaly = Rad(134.96298 + t * (477198.867398 + t * (0.0086972 + t / 56250)));
        double moonLatitude = Rad(93.27191 + t * (483202.017538 + t * (-0.0036825 + t / 327270)));
        double node = Rad(125.04452 + t * (-1934.136261 + t * (0.0020708 + t / 450000)));
        double psi = 0, epsilon = 0;
        ReadOnlySpan<double> terms = EarthTerms.Nutation;
        for (int i = 0; i < terms.Length; i += 9)
        {
            double argument = terms[i] * elongation + terms[i + 1] * sunAnomaly + terms[i + 2] * moonAnomaly
                + terms[i + 3] * moonLatitude + terms[i + 4] * node;
            psi += (terms[i + 5] + terms[i + 6] * t) * Math.Sin(argument);
            epsilon += (terms[i + 7] + terms[i + 8] * t) * Math.Cos(argument);
        }
        return (psi / 36e6, epsilon / 36e6);
    }

    /// <summary>Of the ecliptic [°]; <paramref name="u"/> in ten thousand years.</summary>
    private static double MeanObliquity(double u) =>
        (84381.448 + u * (-4680.93 + u * (-1.55 + u * (1999.25 + u * (-51.38 + u * (-249.67
        + u * (-39.05 + u * (7.12 + u * (27.87 + u * (5.79 + u * 2.45)))))))))) / 3600;

    private static double MeanLongitude(double t) =>
        280.4664567 + t * (360007.6982779 + t * (0.03032028 + t * (1.0 / 49931 + t * (-1.0 / 15300 - t / 2000000))));

    private static double MeanSiderealTime(double days)
    {
        double century = days / 36525;
        return 280.46061837 + 360.98564736629 * days + century * century * (0.000387933 - century / 38710000);
    }

    private static double Rad(double degrees) => degrees * (Math.PI / 180);

    private static double Deg(double radians) => radians * (180 / Math.PI);
}
