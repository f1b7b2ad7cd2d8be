namespace TerritoryTwin.Ensembles;

/// <summary>Matrices of a few rows.</summary>
internal static class SmallMatrix
{
    public static double[,] Product(double[,] a, double[,] b)
    {
        double[,] product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                for (int k = 0; k < b.GetLength(0); k++) product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    public static double[,] Transposed(double[,] a)
    {
        double[,] transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) transposed[j, i] = a[i, j];
        return transposed;
    }

    /// <summary>L of L Lᵀ = a, lower triangular (Cholesky); a direction without variance has a column of zeros.</summary>
    public static double[,] Root(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] root = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            double pivot = a[j, j];
            for (int k = 0; k < j; k++) pivot -= root[j, k] * root[j, k];
            if (pivot <= 1e-14 * a[j, j]) continue;
            root[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < n; i++)
            {
                double left = a[i, j];
                for (int k = 0; k < j; k++) left -= root[i, k] * root[j, k];
                root[i, j] = left / root[j, j];
            }
        }
        return root;
    }

    /// <summary>b solved from L b = a, for a lower triangular L without a zero on its diagonal.</summary>
    public static double[,] Solved(double[,] lower, double[,] a)
    {
        double[,] solved = new double[a.GetLength(0), a.GetLength(1)];
        for (int column = 0; column < a.GetLength(1); column++)
            for (int i = 0; i < a.GetLength(0); i++)
            {
                double left = a[i, column];
                for (int k = 0; k < i; k++) left -= lower[i, k] * solved[k, column];
                solved[i, column] = left / lower[i, i];
            }
        return solved;
    }
}
