using TerritoryTwin.Bench;

if (args is ["ratios", ..]) return Ratios.Run(args[1..]);
if (args is ["runs", ..]) return Runs.Run(args[1..]);
if (args is ["comfort", ..]) return ComfortBench.Run(args[1..]);
if (args is ["metropolis", ..]) return MetropolisBench.Run(args[1..]);
if (args is ["loading", ..]) return LoadingBench.Run(args[1..]);
if (args is ["paths", ..]) return PathsBench.Run(args[1..]);
if (args is ["studies", ..]) return StudyBench.Run(args[1..]);
if (args is ["traffic", ..]) return TrafficBench.Run(args[1..]);
if (args is ["transit", ..]) return TransitBench.Run(args[1..]);
if (args is ["viewer"]) return ViewerBench.Run();
if (args.Length > 0)
{
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
    return 0;
}
Console.Error.WriteLine("bench ratios [DEVICE]   ratios taken in one run, with a record under bench/records/");
Console.Error.WriteLine("bench runs [DEVICE]     whole runs, with a record under bench/records/");
Console.Error.WriteLine("bench comfort [DEVICE]  sky views and a day of radiant temperature of a million cells, with a record under bench/records/");
Console.Error.WriteLine("bench loading [DEVICE]  an hour and a day of traffic on 24,921 links, with a record under bench/records/");
Console.Error.WriteLine("bench metropolis [DEVICE]  a weekday of generated cities, stage by stage, with a record under bench/records/");
Console.Error.WriteLine("bench paths             shortest paths by a contraction hierarchy beside Dijkstra, with a record under bench/records/");
Console.Error.WriteLine("bench studies [DEVICE]  variants of a study in batches beside runs of their own, with a record under bench/records/");
Console.Error.WriteLine("bench traffic           traffic assignment on published networks, with a record under bench/records/");
Console.Error.WriteLine("bench transit           all ways of public transport of a day in a city, with a record under bench/records/");
Console.Error.WriteLine("bench viewer            first picture, sliders, idle window, frames; with a record under bench/records/");
return 2;
