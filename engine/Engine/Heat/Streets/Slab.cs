using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Capacities of four layers over the length of a step [W/(m² K)], and conductances from the surface to the first, between them, and from the last to what lies below [W/(m² K)].</summary>
internal readonly record struct SlabMaterial<R>(R C1, R C2, R C3, R C4, R K0, R K1, R K2, R K3, R K4) where R : struct, IReal<R>
{
    /// <summary>Of a material of the tables.</summary>
    /// <param name="material">Its layers.</param> <param name="perSecond">1 over the length of the step [1/s].</param> <param name="below">Resistance from the lower side of the last layer on [m² K/W].</param>
    public static SlabMaterial<R> Of(StreetMaterial material, R perSecond, double below) => Of([material], 0f, perSecond, below);

    /// <summary>Of one of the materials of the tables: the one whose number is the code.</summary>
    public static SlabMaterial<R> Of(IReadOnlyList<StreetMaterial> materials, R code, R perSecond, double below)
    {
        return new(
            Capacity(0), Capacity(1), Capacity(2), Capacity(3),
            Pick(static m => 1 / (m.SkinResistance + Half(m.Layers[0]))), Between(0), Between(1), Between(2), Pick(m => 1 / (Half(m.Layers[3]) + below)));

        R Capacity(int layer) => Pick(m => m.Layers[layer].Thickness * m.Layers[layer].Capacity) * perSecond;
        R Between(int layer) => Pick(m => 1 / (Half(m.Layers[layer]) + Half(m.Layers[layer + 1])));
        R Pick(Func<StreetMaterial, double> of)
        {
            R value = (float)of(materials[0]);
            for (int k = 1; k < materials.Count; k++) value = R.Select(code >= k - 0.5f, (float)of(materials[k]), value);
            return value;
        }
        static double Half(MaterialLayer layer) => layer.Thickness / layer.Conductivity / 2;
    }
}

/// <summary>
/// Four layers over a step, implicit: what the surface sends into them is linear in its temperature at the end of the step. docs/physics/street-heat.md, eq. 12 to 14.
/// </summary>
/// <param name="Material">Capacities and conductances.</param>
/// <param name="A1">Of the first layer with what is above it at 0 °C [°C].</param> <param name="B1">Of it for each kelvin above it.</param>
/// <param name="A2">The second.</param> <param name="B2">The second.</param> <param name="A3">The third.</param> <param name="B3">The third.</param> <param name="A4">The last.</param> <param name="B4">The last.</param>
internal readonly record struct Slab<R>(SlabMaterial<R> Material, R A1, R B1, R A2, R B2, R A3, R B3, R A4, R B4) where R : struct, IReal<R>
{
    /// <summary>Eliminates the layers from below.</summary>
    /// <param name="m">Their material.</param> <param name="t">At the start of the step.</param> <param name="below">What lies below the last [°C].</param>
    public static Slab<R> Of(SlabMaterial<R> m, SlabLayers<R> t, R below)
    {
        R d4 = 1f / (m.C4 + m.K3 + m.K4), a4 = (m.C4 * t.T4 + m.K4 * below) * d4, b4 = m.K3 * d4;
        R d3 = 1f / (m.C3 + m.K2 + m.K3 * (1f - b4)), a3 = (m.C3 * t.T3 + m.K3 * a4) * d3, b3 = m.K2 * d3;
        R d2 = 1f / (m.C2 + m.K1 + m.K2 * (1f - b3)), a2 = (m.C2 * t.T2 + m.K2 * a3) * d2, b2 = m.K1 * d2;
        R d1 = 1f / (m.C1 + m.K0 + m.K1 * (1f - b2)), a1 = (m.C1 * t.T1 + m.K1 * a2) * d1, b1 = m.K0 * d1;
        return new(m, a1, b1, a2, b2, a3, b3, a4, b4);
    }

    /// <summary>Heat into the slab for each kelvin of the surface [W/(m² K)].</summary>
    public R Slope => Material.K0 * (1f - B1);

    /// <summary>Heat out of it with the surface at 0 °C [W/m²].</summary>
    public R Offset => Material.K0 * A1;

    /// <summary>The layers at the end of the step.</summary>
    /// <param name="surface">[°C].</param>
    public SlabLayers<R> After(R surface)
    {
        R t1 = A1 + B1 * surface, t2 = A2 + B2 * t1, t3 = A3 + B3 * t2, t4 = A4 + B4 * t3;
        return new(t1, t2, t3, t4);
    }
}

/// <summary>Temperatures of the layers [°C].</summary>
internal readonly record struct SlabLayers<R>(R T1, R T2, R T3, R T4) where R : struct, IReal<R>
{
    /// <summary>Heat that is stored over a step [W/m²].</summary>
    /// <param name="m">Their material.</param> <param name="before">At its start.</param>
    public R Stored(SlabMaterial<R> m, SlabLayers<R> before) => m.C1 * (T1 - before.T1) + m.C2 * (T2 - before.T2) + m.C3 * (T3 - before.T3) + m.C4 * (T4 - before.T4);
}

/// <summary>The layers of a surface, as kernels see them; read and written in place.</summary>
internal readonly record struct LayerViews(View T1, View T2, View T3, View T4)
{
    /// <summary>Their temperatures.</summary>
    public SlabLayers<R> Read<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => new(cell[T1], cell[T2], cell[T3], cell[T4]);

    /// <summary>Takes temperatures.</summary>
    public void Write<R, C>(ref C cell, SlabLayers<R> layers) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[T1] = layers.T1;
        cell[T2] = layers.T2;
        cell[T3] = layers.T3;
        cell[T4] = layers.T4;
    }
}
