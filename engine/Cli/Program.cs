using TerritoryTwin.Cli;

using Interruption interruption = new();
interruption.Register();
return App.Run(args, interruption);
