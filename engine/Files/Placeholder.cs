namespace TerritoryTwin.Files; internal static class Placeholder;
