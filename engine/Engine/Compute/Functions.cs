namespace TerritoryTwin.Compute;

/// <summary>
/// Transcendental functions in the kernels' own arithmetic, so that every device computes the same: a reduction to a small interval, then a
/// polynomial. Accuracy and special values are stated in docs/kernels.md and held by tests over the whole range.
/// </summary>
/// <remarks>
/// Coefficients are weighted least-squares fits of this project (Lawson's reweighting towards the minimax, each coefficient rounded to float
/// before the next is fitted). The reductions are those of Cody and Waite (1980), Software Manual for the Elementary Functions.
/// </remarks>
internal static class Functions
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;        // ten bits: its product with an exponent is exact
    private const float Ln2Low = -0.00021219444f;
    private const float LargestExponent = 89;          // e⁸⁹ overflows
    private const float SmallestExponent = -104;       // e⁻¹⁰⁴ is below half the smallest float
    private const float FarthestAngle = 1e6f;
    private const float HalfPi = 1.57079637f, HalfPiLow = -4.37113883e-08f, HalfPiLowest = -1.71512451e-15f;
    private const float SmallestNormal = 1.17549435e-38f;

    public static Graph Exp(Graph a) => Exp(Graph.Min(Graph.Max(a, SmallestExponent), LargestExponent), 0f);

    public static Graph Log(Graph a)
    {
        Graph subnormal = a < SmallestNormal;
        Graph x = Graph.Select(subnormal, a * 33554432f, a);                                  // 2²⁵
        Graph m = Graph.Mantissa(x), large = m > 1.41421354f;
        m = Graph.Select(large, 0.5f * m, m);
        Graph e = Graph.Exponent(x) + Graph.Select(large, 1f, 0f) - Graph.Select(subnormal, 25f, 0f);
        Graph f = m - 1f;
        Graph p = Polynomial(f, 0.0672705173f, -0.116569579f, 0.118866436f, -0.124087371f, 0.142202556f, -0.166678354f, 0.200020716f, -0.250000119f, 0.333333135f);
        Graph rest = Graph.MultiplyAdd(f * f, Graph.MultiplyAdd(p, f, -0.5f), e * Ln2Low);
        return LogOfSpecial(a, Graph.MultiplyAdd(e, Ln2High, f + rest));
    }

    public static Graph Pow(Graph a, Graph b)
    {
        (Graph high, Graph low) = LogInTwo(a);
        Graph y = b * high, tail = Graph.MultiplyAdd(b, high, -y) + b * low;
        Graph power = Exp(Graph.Min(Graph.Max(y, SmallestExponent), LargestExponent), tail);
        power = Graph.Select(y >= LargestExponent, float.PositiveInfinity, Graph.Select(y <= SmallestExponent, 0f, power));
        Graph none = (b >= 0f) & (b <= 0f);
        Graph ofInfinity = Graph.Select(b > 0f, float.PositiveInfinity, 0f), ofZero = Graph.Select(b < 0f, float.PositiveInfinity, 0f);
        power = Graph.Select(a >= float.PositiveInfinity, Graph.Select(b <= float.PositiveInfinity, ofInfinity, b), power);
        power = Graph.Select(a > 0f, power, Graph.Select(a >= 0f, Graph.Select(b <= float.PositiveInfinity, ofZero, b), float.NaN));
        return Graph.Select(none, Graph.Select(a >= 0f, 1f, power), power);
    }

    public static Graph Sin(Graph a) => Wave(a, quarter: 0f);

    public static Graph Cos(Graph a) => Wave(a, quarter: 1f);

    public static Graph Atan2(Graph y, Graph x)
    {
        Graph ax = Graph.Abs(x), ay = Graph.Abs(y), steep = ay > ax;
        Graph longer = Graph.Max(ax, ay), t = Graph.Min(ax, ay) / Graph.Select(longer > 0f, longer, 1f + longer);
        Graph u = t * t;
        Graph p = Polynomial(u, -0.00178734737f, 0.010886522f, -0.0311255734f, 0.0579052866f, -0.0840041488f, 0.109511599f, -0.142640501f, 0.19998531f, -0.333332986f);
        Graph angle = Graph.MultiplyAdd(p * u, t, t);
        angle = Graph.Select(steep, HalfPi - (angle - HalfPiLow), angle);
        angle = Graph.Select(x < 0f, 2 * HalfPi - (angle - 2 * HalfPiLow), angle);
        return Graph.Select(y < 0f, -angle, angle);
    }

    /// <summary>e^(a + tail) of an a that neither overflows nor vanishes.</summary>
    private static Graph Exp(Graph a, Graph tail)
    {
        Graph n = Graph.Floor(Graph.MultiplyAdd(a, Log2E, 0.5f));
        Graph r = Graph.MultiplyAdd(n, -Ln2Low, Graph.MultiplyAdd(n, -Ln2High, a)) + tail;
        Graph p = Polynomial(r, 0.00138268305f, 0.00837009028f, 0.0416682288f, 0.166665092f, 0.49999994f);
        Graph e = 1f + Graph.MultiplyAdd(r * r, p, r);
        Graph half = Graph.Floor(0.5f * n);                       // in two steps, so that the scale itself stays finite
        return e * Graph.PowerOfTwo(half) * Graph.PowerOfTwo(n - half);
    }

    /// <summary>Natural logarithm of a positive a as a sum of two floats, good to about 2⁻³⁴ of itself.</summary>
    private static (Graph High, Graph Low) LogInTwo(Graph a)
    {
        Graph subnormal = a < SmallestNormal;
        Graph x = Graph.Select(subnormal, a * 33554432f, a);
        Graph m = Graph.Mantissa(x), large = m > 1.41421354f;
        m = Graph.Select(large, 0.5f * m, m);
        Graph e = Graph.Exponent(x) + Graph.Select(large, 1f, 0f) - Graph.Select(subnormal, 25f, 0f);
        Graph f = m - 1f, d = 2f + f, lost = f - (d - 2f);
        Graph s = f / d, rest = (Graph.MultiplyAdd(-s, d, f) - s * lost) / d;                 // s + rest = f ÷ (2 + f)
        Graph u = s * s, p = Polynomial(u, 0.24213782f, 0.285015255f, 0.400009453f, 0.666666627f);
        Graph big = e * Ln2High, small = 2f * s;                                              // ln a = e ln 2 + 2 artanh s
        Graph high = big + small, back = high - big;
        Graph low = (big - (high - back)) + (small - back);
        Graph tail = Graph.MultiplyAdd(u * s, p, 2f * rest) + (e * Ln2Low + low);
        Graph sum = high + tail;
        return (sum, tail - (sum - high));
    }

    private static Graph LogOfSpecial(Graph a, Graph logarithm)
    {
        Graph zeroOrBelow = Graph.Select(a >= 0f, float.NegativeInfinity, float.NaN);
        return Graph.Select(a > 0f, Graph.Select(a >= float.PositiveInfinity, a, logarithm), zeroOrBelow);
    }

    /// <summary>sin(a + quarter·π/2).</summary>
    private static Graph Wave(Graph a, Graph quarter)
    {
        Graph k = Graph.Floor(Graph.MultiplyAdd(a, 1 / HalfPi, 0.5f));
        Graph r = Graph.MultiplyAdd(k, -HalfPi, a);
        r = Graph.MultiplyAdd(k, -HalfPiLow, r);
        r = Graph.MultiplyAdd(k, -HalfPiLowest, r);
        Graph q = k + quarter;
        q = q - 4f * Graph.Floor(0.25f * q);                                                  // 0, 1, 2 or 3
        Graph u = r * r;
        Graph sine = Graph.MultiplyAdd(u * r, Polynomial(u, 2.77615277e-06f, -0.000198480528f, 0.00833336916f, -0.166666672f), r);
        Graph cosine = 1f + u * Graph.MultiplyAdd(u, Polynomial(u, -2.81205189e-07f, 2.4814568e-05f, -0.00138889626f, 0.0416666679f), -0.5f);
        Graph odd = ((q >= 1f) & (q <= 1f)) | (q >= 3f);
        Graph wave = Graph.Select(odd, cosine, sine);
        wave = Graph.Select(q >= 2f, -wave, wave);
        return Graph.Select(Graph.Abs(a) <= FarthestAngle, wave, float.NaN);
    }

    /// <summary>By Horner's rule, highest power first.</summary>
    private static Graph Polynomial(Graph x, params ReadOnlySpan<float> coefficients)
    {
        Graph sum = coefficients[0];
        for (int k = 1; k < coefficients.Length; k++) sum = Graph.MultiplyAdd(sum, x, coefficients[k]);
        return sum;
    }
}
