using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Core;

public sealed class RandomStreamTests
{
    [Fact]
    public void Draws_are_uniform_and_independent_of_the_neighbouring_element()
    {
        const int n = 100_000;
        double sum = 0, squares = 0, products = 0;
        for (int element = 0; element < n; element++)
        {
            double u = new RandomStream(1, "test", element).NextDouble() - 0.5, v = new RandomStream(1, "test", element + 1).NextDouble() - 0.5;
            sum += u; squares += u * u; products += u * v;
        }
        Assert.Equal(0, sum / n, tolerance: 4 * Math.Sqrt(1 / 12.0 / n));          // four standard errors
        Assert.Equal(1 / 12.0, squares / n, tolerance: 4 * Math.Sqrt(1 / 180.0 / n));
        Assert.Equal(0, products / n, tolerance: 4 * (1 / 12.0) / Math.Sqrt(n));
    }

    [Fact]
    public void Another_purpose_gives_other_numbers() =>
        Assert.NotEqual(new RandomStream(1, "renovate", 7).NextBits(), new RandomStream(1, "solar", 7).NextBits());

    [Fact]
    public void A_stream_never_changes_between_versions() =>
        Assert.Equal(0xFEA82D03BCBC9C7UL, new RandomStream(2026, "golden", 42).NextBits());
}
