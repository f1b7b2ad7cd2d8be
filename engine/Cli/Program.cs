using TerritoryTwin.Cli;

// Names of streets and units would be question marks in the code page of a French console.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = System.Text.Encoding.UTF8;
using Interruption interruption = new();
interruption.Register();
return App.Run(args, interruption);
