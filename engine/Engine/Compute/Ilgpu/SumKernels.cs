using ILGPU;

namespace TerritoryTwin.Compute;

/// <summary>
/// The kernels that are no recording: sums over elements and transfers, in float64, or where a card has none in pairs of floats that carry their rounding along
/// (Ogita, Rump and Oishi 2005, doi:10.1137/030601818).
/// </summary>
internal static class SumKernels
{
    /// <summary>Gives each receiver the weighted sum of its givers.</summary>
    public static void Transfer(int receivers, int givers, ArrayView<int> start, ArrayView<int> giver, ArrayView<float> weight, ArrayView<float> from, ArrayView<float> to)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, member = Grid.IdxZ;
        if (i >= receivers) return;
        double sum = 0;
        for (int k = start[i]; k < start[i + 1]; k++) sum += (double)weight[k] * from[(long)member * givers + giver[k]];
        to[(long)member * receivers + i] = (float)sum;
    }

    /// <summary>The same in pairs.</summary>
    public static void TransferInPairs(int receivers, int givers, ArrayView<int> start, ArrayView<int> giver, ArrayView<float> weight, ArrayView<float> from, ArrayView<float> to)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, member = Grid.IdxZ;
        if (i >= receivers) return;
        float sum = 0, lost = 0;
        for (int k = start[i]; k < start[i + 1]; k++)
        {
            float value = from[(long)member * givers + giver[k]], product = weight[k] * value;
            float next = sum + product;
            lost += KernelIntrinsics.MultiplyAdd(weight[k], value, -product) + Lost(sum, product, next);
            sum = next;
        }
        to[(long)member * receivers + i] = sum + lost;
    }

    /// <summary>Sums blocks of a row, a group of <see cref="FieldSums.Lanes"/> threads each, in the order that <see cref="FieldSums"/> sets.</summary>
    public static void Blocks(int columns, int rows, int first, ArrayView<float> values, ArrayView<double> sums)
    {
        ArrayView<double> lanes = SharedMemory.Allocate<double>(FieldSums.Lanes);
        int count = Math.Min(FieldSums.Block, columns - Grid.IdxX * FieldSums.Block), whole = count - count % FieldSums.Lanes;
        long start = ((long)Grid.IdxZ * rows + Grid.IdxY) * columns + Grid.IdxX * FieldSums.Block;
        double lane = 0;
        for (int i = Group.IdxX; i < whole; i += FieldSums.Lanes) lane += values[start + i];
        lanes[Group.IdxX] = lane;
        Group.Barrier();
        if (Group.IdxX > 0) return;
        double sum = 0;
        for (int k = 0; k < FieldSums.Lanes / 2; k++) sum += lanes[k] + lanes[k + FieldSums.Lanes / 2];
        for (int i = whole; i < count; i++) sum += values[start + i];
        sums[first + (Grid.IdxZ * rows + Grid.IdxY) * Grid.DimX + Grid.IdxX] = sum;
    }

    /// <summary>The same in pairs: the sum, then what it lost.</summary>
    public static void BlocksInPairs(int columns, int rows, int first, ArrayView<float> values, ArrayView<float> sums)
    {
        ArrayView<float> lanes = SharedMemory.Allocate<float>(FieldSums.Lanes), rests = SharedMemory.Allocate<float>(FieldSums.Lanes);
        int count = Math.Min(FieldSums.Block, columns - Grid.IdxX * FieldSums.Block);
        long start = ((long)Grid.IdxZ * rows + Grid.IdxY) * columns + Grid.IdxX * FieldSums.Block;
        float sum = 0, lost = 0;
        for (int i = Group.IdxX; i < count; i += FieldSums.Lanes)
        {
            float next = sum + values[start + i];
            lost += Lost(sum, values[start + i], next);
            sum = next;
        }
        lanes[Group.IdxX] = sum;
        rests[Group.IdxX] = lost;
        Group.Barrier();
        if (Group.IdxX > 0) return;
        for (int k = 1; k < FieldSums.Lanes; k++)
        {
            float next = sum + lanes[k];
            lost += rests[k] + Lost(sum, lanes[k], next);
            sum = next;
        }
        int place = 2 * (first + (Grid.IdxZ * rows + Grid.IdxY) * Grid.DimX + Grid.IdxX);
        sums[place] = sum;
        sums[place + 1] = lost;
    }

    /// <summary>What a rounded sum of two floats lost.</summary>
    private static float Lost(float a, float b, float sum)
    {
        float back = sum - a;
        return (a - (sum - back)) + (b - back);
    }
}
