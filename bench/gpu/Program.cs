using System.Globalization;
using System.Text;
using TerritoryTwin.Bench;
using TerritoryTwin.Compute;

// TerritoryTwin.Gpu DEVICE [FOLDER [INHABITANTS]]: exit code 0 when every kernel has the bits of the host, or may differ by OpenCL's rules.
if (args.Length is 0 or > 3)
{
    Console.Error.WriteLine("usage: TerritoryTwin.Gpu DEVICE [FOLDER OF THE RECORD [INHABITANTS OF THE CITY]]");
    foreach (DeviceDescription known in Devices.List()) Console.Error.WriteLine($"  {known.Name,-12}{known.Description}{(known.Refusal is { } why ? $", refused: {why}" : "")}");
    return 2;
}
using Device card = Devices.Named(args[0]);
using HostDevice host = new();
StringBuilder text = new(Records.Heading("First call of a graphics card", card));
bool same = FirstCall.Bits(text, card, host);
FirstCall.Ensembles(text, card, host);
text.Append('\n').Append(Ratios.Measure(card)).Append('\n').Append(Ratios.Measure(host));
FirstCall.Year(text, card, host, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 350_000);
Records.Write(args.Length > 1 ? args[1] : ".", $"gpu-{args[0].Replace(':', '-')}", text.ToString());
return same ? 0 : 1;
