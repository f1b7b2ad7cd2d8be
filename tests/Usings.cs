global using TerritoryTwin.Files.Texts;
global using Xunit;
