using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Core;

public sealed class RingTests
{
    [Fact]
    public void A_counter_clockwise_square_has_a_positive_area() =>
        Assert.Equal(4.0, new Ring([0, 2, 2, 0], [0, 0, 2, 2]).SignedArea, precision: 12);
}
