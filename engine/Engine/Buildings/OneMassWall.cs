using System.Numerics;

namespace TerritoryTwin.Buildings;

/// <summary>A layer of a wall.</summary>
/// <param name="Conductivity">[W/(m K)], &gt; 0.</param> <param name="Thickness">[m], &gt; 0.</param> <param name="Density">[kg/m³], ≥ 0.</param> <param name="SpecificHeat">[J/(kg K)], ≥ 0.</param>
public readonly record struct WallLayer(double Conductivity, double Thickness, double Density, double SpecificHeat);

/// <summary>A wall as one mass between two resistances.</summary>
/// <param name="Inside">From inner surface to mass [K/W].</param> <param name="Capacity">[J/K].</param> <param name="Outside">From mass to outer surface [K/W].</param>
internal readonly record struct OneMassWall(double Inside, double Capacity, double Outside)
{
    private const double Day = 86400;

    /// <summary>Walls side by side with one inner surface, as one mass that conducts as they do in steady state, and takes in heat from inside as they do in a wave of a day.</summary>
    /// <remarks>
    /// Each wall is a chain of layers (ISO 13786:2017, clause 7), its outer surface held: Z = a12/a22. With Z of all and R their resistance, x = Im² Z/(R − Re Z) is the real part
    /// of what lies behind <see cref="Inside"/> = Re Z − x; the rest follows. docs/physics/buildings.md, eq. 28.
    /// </remarks>
    /// <param name="walls">Area [m²], and layers from inside to outside.</param>
    public static OneMassWall Of(IReadOnlyList<(double Area, IReadOnlyList<WallLayer> Layers)> walls)
    {
        Complex admittance = 0;
        double conductance = 0;
        foreach ((double area, IReadOnlyList<WallLayer> layers) in walls)
        {
            (Complex a11, Complex a12, Complex a21, Complex a22) = (1, 0, 0, 1);
            double resistance = 0;
            foreach (WallLayer layer in layers)
            {
                double r = layer.Thickness / layer.Conductivity, c = layer.Thickness * layer.Density * layer.SpecificHeat;
                Complex root = Complex.Sqrt(new Complex(0, 2 * Math.PI / Day * r * c));
                Complex over = c > 0 ? Complex.Sinh(root) / root : 1, cosh = Complex.Cosh(root);
                (Complex b12, Complex b21) = (r * over, root * root * over / r);
                (a11, a12, a21, a22) = (a11 * cosh + a12 * b21, a11 * b12 + a12 * cosh, a21 * cosh + a22 * b21, a21 * b12 + a22 * cosh);
                resistance += r;
            }
            admittance += area * a22 / a12;
            conductance += area / resistance;
        }
        Complex z = 1 / admittance;
        double all = 1 / conductance, x = z.Imaginary * z.Imaginary / (all - z.Real), inside = z.Real - x, outside = all - inside;
        return new(inside, -z.Imaginary / (x * outside) * Day / (2 * Math.PI), outside);
    }
}
