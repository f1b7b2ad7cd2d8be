namespace TerritoryTwin.Viewer; internal static class Placeholder;
