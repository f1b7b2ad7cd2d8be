namespace TerritoryTwin.Files.Formats;

/// <summary>From longitude and latitude [°] on an ellipsoid to x and y [m], and back.</summary>
internal interface IProjection
{
    (double X, double Y) Forward(double longitude, double latitude);
    (double Longitude, double Latitude) Inverse(double x, double y);
}

/// <summary>An ellipsoid of revolution.</summary>
/// <param name="A">Semi-major axis [m].</param>
/// <param name="InverseFlattening">1/f.</param>
internal readonly record struct Ellipsoid(double A, double InverseFlattening)
{
    public const double Degree = Math.PI / 180;
    public double Flattening => 1 / InverseFlattening;
    public double Eccentricity => Math.Sqrt(Flattening * (2 - Flattening));
}

/// <summary>Longitude and latitude themselves.</summary>
internal sealed class Unprojected : IProjection
{
    public (double X, double Y) Forward(double longitude, double latitude) => (longitude, latitude);
    public (double Longitude, double Latitude) Inverse(double x, double y) => (x, y);
}

/// <summary>Conformal conic with two standard parallels. IOGP guidance note 7-2, method 9802.</summary>
internal sealed class LambertConic : IProjection
{
    private readonly double _e, _n, _scale, _rhoOrigin, _longitude0, _x0, _y0;

    public LambertConic(Ellipsoid ellipsoid, double latitude0, double longitude0, double parallel1, double parallel2, double x0, double y0)
    {
        (_e, _longitude0, _x0, _y0) = (ellipsoid.Eccentricity, longitude0, x0, y0);
        double m1 = M(parallel1), m2 = M(parallel2), t1 = T(parallel1), t2 = T(parallel2);
        _n = Math.Log(m1 / m2) / Math.Log(t1 / t2);
        _scale = ellipsoid.A * m1 / (_n * Math.Pow(t1, _n));
        _rhoOrigin = _scale * Math.Pow(T(latitude0), _n);
    }

    public (double X, double Y) Forward(double longitude, double latitude)
    {
        double rho = _scale * Math.Pow(T(latitude), _n), theta = _n * (longitude - _longitude0) * Ellipsoid.Degree;
        return (_x0 + rho * Math.Sin(theta), _y0 + _rhoOrigin - rho * Math.Cos(theta));
    }

    public (double Longitude, double Latitude) Inverse(double x, double y)
    {
        double dx = x - _x0, dy = _rhoOrigin - (y - _y0), t = Math.Pow(Math.Sqrt(dx * dx + dy * dy) / _scale, 1 / _n);
        double phi = Math.PI / 2 - 2 * Math.Atan(t);
        for (int i = 0; i < 8; i++)                                  // each pass gains two digits and more
        {
            double s = _e * Math.Sin(phi);
            phi = Math.PI / 2 - 2 * Math.Atan(t * Math.Pow((1 - s) / (1 + s), _e / 2));
        }
        return (Math.Atan2(dx, dy) / _n / Ellipsoid.Degree + _longitude0, phi / Ellipsoid.Degree);
    }

    private double M(double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude * Ellipsoid.Degree);
        return cos / Math.Sqrt(1 - _e * _e * sin * sin);
    }

    private double T(double latitude)
    {
        double phi = latitude * Ellipsoid.Degree, s = _e * Math.Sin(phi);
        return Math.Tan(Math.PI / 4 - phi / 2) / Math.Pow((1 - s) / (1 + s), _e / 2);
    }
}

/// <summary>Transverse Mercator by Krüger's series to the sixth order of the third flattening. Karney (2011), Journal of Geodesy 85, eq. 35 and 36.</summary>
internal sealed class TransverseMercator : IProjection
{
    private readonly double _e, _k, _longitude0, _x0, _y0;
    private readonly double[] _alpha, _beta;

    /// <summary>With its origin on the equator.</summary>
    public TransverseMercator(Ellipsoid ellipsoid, double longitude0, double scale, double x0, double y0)
    {
        (_e, _longitude0, _x0, _y0) = (ellipsoid.Eccentricity, longitude0, x0, y0);
        double n = ellipsoid.Flattening / (2 - ellipsoid.Flattening), n2 = n * n, n3 = n2 * n, n4 = n2 * n2, n5 = n4 * n, n6 = n3 * n3;
        _k = scale * ellipsoid.A / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256);
        _alpha =
        [
            n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800,
            13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360,
            61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440,
            49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600,
            34729 * n5 / 80640 - 3418889 * n6 / 1995840,
            212378941 * n6 / 319334400,
        ];
        _beta =
        [
            n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360 - 81 * n5 / 512 + 96199 * n6 / 604800,
            n2 / 48 + n3 / 15 - 437 * n4 / 1440 + 46 * n5 / 105 - 1118711 * n6 / 3870720,
            17 * n3 / 480 - 37 * n4 / 840 - 209 * n5 / 4480 + 5569 * n6 / 90720,
            4397 * n4 / 161280 - 11 * n5 / 504 - 830251 * n6 / 7257600,
            4583 * n5 / 161280 - 108847 * n6 / 3991680,
            20648693 * n6 / 638668800,
        ];
    }

    public (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos((longitude - _longitude0) * Ellipsoid.Degree);
        double t = ConformalTangent(Math.Tan(latitude * Ellipsoid.Degree));
        double xi = Math.Atan2(t, cos), eta = Math.Asinh(sin / Math.Sqrt(t * t + cos * cos));
        (double dxi, double deta) = Series(_alpha, xi, eta);
        return (_x0 + _k * (eta + deta), _y0 + _k * (xi + dxi));
    }

    public (double Longitude, double Latitude) Inverse(double x, double y)
    {
        double xi = (y - _y0) / _k, eta = (x - _x0) / _k;
        (double dxi, double deta) = Series(_beta, xi, eta);
        (xi, eta) = (xi - dxi, eta - deta);
        double target = Math.Sin(xi) / Math.Sqrt(Math.Sinh(eta) * Math.Sinh(eta) + Math.Cos(xi) * Math.Cos(xi)), tau = target / (1 - _e * _e);
        for (int i = 0; i < 5; i++)                                  // Newton: the tangent whose conformal tangent is the target
        {
            double c = ConformalTangent(tau);
            tau += (target - c) / Math.Sqrt(1 + c * c) * (1 + (1 - _e * _e) * tau * tau) / ((1 - _e * _e) * Math.Sqrt(1 + tau * tau));
        }
        return (Math.Atan2(Math.Sinh(eta), Math.Cos(xi)) / Ellipsoid.Degree + _longitude0, Math.Atan(tau) / Ellipsoid.Degree);
    }

    private static (double Xi, double Eta) Series(double[] coefficients, double xi, double eta)
    {
        double sumXi = 0, sumEta = 0;
        for (int j = 0; j < coefficients.Length; j++)
        {
            double order = 2 * (j + 1);
            sumXi += coefficients[j] * Math.Sin(order * xi) * Math.Cosh(order * eta);
            sumEta += coefficients[j] * Math.Cos(order * xi) * Math.Sinh(order * eta);
        }
        return (sumXi, sumEta);
    }

    private double ConformalTangent(double tau)
    {
        double root = Math.Sqrt(1 + tau * tau), sigma = Math.Sinh(_e * Math.Atanh(_e * tau / root));
        return tau * Math.Sqrt(1 + sigma * sigma) - sigma * root;
    }
}

/// <summary>The sphere of the web maps: lengths are wrong by 1/cos(latitude). IOGP guidance note 7-2, method 1024.</summary>
internal sealed class WebMercator : IProjection
{
    private const double Radius = 6_378_137;

    public (double X, double Y) Forward(double longitude, double latitude) =>
        (Radius * longitude * Ellipsoid.Degree, Radius * Math.Asinh(Math.Tan(latitude * Ellipsoid.Degree)));

    public (double Longitude, double Latitude) Inverse(double x, double y) =>
        (x / Radius / Ellipsoid.Degree, Math.Atan(Math.Sinh(y / Radius)) / Ellipsoid.Degree);
}

/// <summary>Equal-area azimuthal. IOGP guidance note 7-2, method 9820.</summary>
internal sealed class LambertAzimuthal : IProjection
{
    private readonly double _e, _authalicRadius, _d, _qPole, _sin0, _cos0, _longitude0, _x0, _y0;

    public LambertAzimuthal(Ellipsoid ellipsoid, double latitude0, double longitude0, double x0, double y0)
    {
        (_e, _longitude0, _x0, _y0) = (ellipsoid.Eccentricity, longitude0, x0, y0);
        (double sin, double cos) = Math.SinCos(latitude0 * Ellipsoid.Degree);
        _qPole = Q(1);
        _authalicRadius = ellipsoid.A * Math.Sqrt(_qPole / 2);
        _sin0 = Q(sin) / _qPole;
        _cos0 = Math.Sqrt(1 - _sin0 * _sin0);
        _d = ellipsoid.A * cos / Math.Sqrt(1 - _e * _e * sin * sin) / (_authalicRadius * _cos0);
    }

    public (double X, double Y) Forward(double longitude, double latitude)
    {
        double sin = Q(Math.Sin(latitude * Ellipsoid.Degree)) / _qPole, cos = Math.Sqrt(1 - sin * sin);
        (double sinL, double cosL) = Math.SinCos((longitude - _longitude0) * Ellipsoid.Degree);
        double b = _authalicRadius * Math.Sqrt(2 / (1 + _sin0 * sin + _cos0 * cos * cosL));
        return (_x0 + b * _d * cos * sinL, _y0 + b / _d * (_cos0 * sin - _sin0 * cos * cosL));
    }

    public (double Longitude, double Latitude) Inverse(double x, double y)
    {
        double dx = (x - _x0) / _d, dy = (y - _y0) * _d, rho = Math.Sqrt(dx * dx + dy * dy);
        if (rho == 0) dy = rho = double.Epsilon;                     // the centre itself: any direction will do
        (double sinC, double cosC) = Math.SinCos(2 * Math.Asin(rho / (2 * _authalicRadius)));
        double q = _qPole * (cosC * _sin0 + dy * sinC * _cos0 / rho), phi = Math.Asin(q / 2);
        for (int i = 0; i < 6; i++)                                  // Newton on q(phi)
        {
            double sin = Math.Sin(phi), w = 1 - _e * _e * sin * sin;
            phi += (q - Q(sin)) * w * w / (2 * (1 - _e * _e) * Math.Cos(phi));
        }
        return (Math.Atan2(dx * sinC, rho * _cos0 * cosC - dy * _sin0 * sinC) / Ellipsoid.Degree + _longitude0, phi / Ellipsoid.Degree);
    }

    private double Q(double sin) => (1 - _e * _e) * (sin / (1 - _e * _e * sin * sin) + Math.Atanh(_e * sin) / _e);
}
