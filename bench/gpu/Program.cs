using System.Globalization;
using System.Text;
using TerritoryTwin.Bench;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

// TerritoryTwin.Gpu DEVICE [FOLDER [INHABITANTS]]: exit code 0 when every kernel has the bits of the host, 1 when one has not, 2 for a wrong call.
int inhabitants = 350_000;
if (args.Length is 0 or > 3 || (args.Length > 2 && !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out inhabitants)))
{
    Console.Error.WriteLine("usage: TerritoryTwin.Gpu DEVICE [FOLDER OF THE RECORD [INHABITANTS OF THE CITY]]");
    foreach (DeviceDescription known in Devices.List()) Console.Error.WriteLine($"  {known.Name,-12}{known.Description}{(known.Refusal is { } why ? $", refused: {why}" : "")}");
    return 2;
}
try
{
    using Device card = Devices.Named(args[0]);
    using HostDevice host = new();
    StringBuilder text = new(Records.Heading("First call of a graphics card", card));
    bool same = FirstCall.Bits(text, card, host);
    FirstCall.Part(text, () => FirstCall.Ensembles(text, card, host));
    FirstCall.Part(text, () => text.Append('\n').Append(Ratios.Measure(card)).Append('\n').Append(Ratios.Measure(host)));
    FirstCall.Part(text, () => FirstCall.Year(text, card, host, inhabitants));
    Records.Write(args.Length > 1 ? args[1] : ".", $"gpu-{args[0].Replace(':', '-')}", text.ToString());
    return same ? 0 : 1;
}
catch (TerritoryException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
