namespace TerritoryTwin.Core;

/// <summary>What a number is. Said once: fields, columns, indicators, variables of files and menus carry it.</summary>
/// <param name="Name">Lower case with underscores: the name in result files.</param>
/// <param name="Unit">As in CF conventions: <c>W m-2</c>, <c>degC</c>, <c>1</c>, an indicator that is no share but a number has <c>count</c>; empty for text.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Kind">What more of it means.</param>
public sealed record Quantity(string Name, string Unit, string Meaning, QuantityKind Kind = QuantityKind.Fact);
