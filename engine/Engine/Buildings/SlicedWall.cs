namespace TerritoryTwin.Buildings;

/// <summary>A wall between two rooms as masses in a row, so thin that either side takes in heat and lets it through as the layers do.</summary>
/// <remarks>docs/physics/buildings.md, eq. 28a: each layer in slices of a fifth of the depth to which a wave of a day goes, its heat in the middle.</remarks>
internal static class SlicedWall
{
    private const double Day = 86400, SlicesPerDepth = 5;

    /// <summary>Masses [J/K], and conductances from face to face [W/K], one more.</summary>
    /// <param name="area">[m²].</param> <param name="layers">From face to face; at least one holds heat.</param>
    /// <exception cref="ArgumentException">No layer holds heat.</exception>
    public static (double[] Masses, double[] Conductances) Of(double area, IReadOnlyList<WallLayer> layers)
    {
        List<double> masses = [], conductances = [];
        double rest = 0;                                                                     // K/W, since the last mass
        foreach (WallLayer layer in layers)
        {
            double resistance = layer.Thickness / layer.Conductivity / area, capacity = layer.Thickness * layer.Density * layer.SpecificHeat * area;
            if (capacity <= 0)
            {
                rest += resistance;
                continue;
            }
            double depth = Math.Sqrt(layer.Conductivity / (layer.Density * layer.SpecificHeat) * Day / Math.PI);
            int slices = (int)Math.Ceiling(SlicesPerDepth * layer.Thickness / depth);
            for (int n = 0; n < slices; n++)
            {
                conductances.Add(1 / (rest + resistance / slices / 2));
                masses.Add(capacity / slices);
                rest = resistance / slices / 2;
            }
        }
        if (masses.Count == 0) throw new ArgumentException("the wall between two rooms holds no heat; expected a layer with density and specific heat", nameof(layers));
        return ([.. masses], [.. conductances, 1 / rest]);
    }
}
