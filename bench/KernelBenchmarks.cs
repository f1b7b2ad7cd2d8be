using BenchmarkDotNet.Attributes;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Bench;

/// <summary>One stencil over sizes of grid, on the host.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private HostDevice? _device;
    private Field? _field;

    [Params(64, 512, 2048)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _device = new HostDevice();
        _field = new Field(Grid.Square(Size, 10), _device, new("field", "1", "bench"));
    }

    [GlobalCleanup]
    public void Release() => _device!.Dispose();

    [Benchmark]
    public void Diffuse()
    {
        _device!.Run(_field!.Support, new Diffuse(_field.Now, _field.Next, mixing: 2, cellSize: 10, dt: 5));
        _field.Advance();
    }
}
