namespace TerritoryTwin.Files.Reports;

/// <summary>Draws flows of energy as ribbons from sources to uses. Heights are in em and all diagrams of a page have one scale, so that they compare; the width is that of the page.</summary>
internal static class SankeyDiagram
{
    private const double Tallest = 17, Slot = 2.7, Gap = 0.35, Top = 0.4;          // em
    private const double Bar = 1.6, HubLeft = 45, HubRight = 46.6, Right = 100 - Bar;          // % of the width

    /// <summary>The greatest energy of several diagrams takes the same height in all of them.</summary>
    /// <param name="all">Of one page.</param>
    /// <returns>Height of a kWh [em].</returns>
    public static double ScaleOf(IEnumerable<EnergyFlows> all) => Tallest / Math.Max(1, all.Max(static f => EnergyFlows.Sources.Sum(f.From)));

    /// <summary>One diagram.</summary>
    /// <param name="page">Words and numbers.</param> <param name="flows">What flows.</param> <param name="scale">Height of a kWh [em].</param> <param name="title">Of the run.</param>
    public static Markup Draw(Page page, EnergyFlows flows, double scale, string title)
    {
        Dictionary<string, (double Top, double Height)> left = Stacked(EnergyFlows.Sources, flows.From, scale), right = Stacked(EnergyFlows.Uses, flows.To, scale);
        double hubTop = left.TryGetValue("electricity_bought", out (double Top, double Height) network) ? Math.Max(Top, network.Top - flows.Flows.Where(static f => f is { From: "pv", To: EnergyFlows.Hub }).Sum(static f => f.Energy) * scale) : Top;
        (double Top, double Height) hub = (hubTop, flows.From(EnergyFlows.Hub) * scale);
        double height = new[] { left, right }.SelectMany(static s => s.Values).Select(static n => n.Top + Math.Max(n.Height, Slot)).Append(hub.Top + hub.Height).Max() + Top;

        Dictionary<string, double> taken = [];
        List<Markup> ribbons = [];
        foreach (Flow flow in flows.Flows.OrderBy(static f => Order(f.From)).ThenBy(static f => Order(f.To))) ribbons.Add(Ribbon(flow));
        string told = string.Join("; ", EnergyFlows.Sources.Where(left.ContainsKey).Select(s => page.Words.Format("pair", Name(page, s), Energy(page, flows.From(s)))))
            + ". " + string.Join("; ", EnergyFlows.Uses.Where(right.ContainsKey).Select(s => page.Words.Format("pair", Name(page, s), Energy(page, flows.To(s))))) + ".";
        return Markup.Of($"""
            <svg class="flows" width="100%" height="{height}em" role="img" aria-label="{title}. {told}">
            <svg viewBox="0 0 100 {height}" preserveAspectRatio="none" width="100%" height="100%">
            {Markup.All(ribbons)}{Markup.Each(left, n => Block(0, n.Value, n.Key))}{(hub.Height > 0 ? Block(HubLeft, hub, "electricity_bought") : Markup.Empty)}{Markup.Each(right, n => Block(Right, n.Value, n.Key))}
            </svg>
            {Markup.Each(left, n => Label("2.6%", "start", n.Value, Name(page, n.Key), Energy(page, flows.From(n.Key))))}{Markup.Each(right, n => Label("97.4%", "end", n.Value, Name(page, n.Key), Energy(page, flows.To(n.Key))))}
            </svg>

            """);

        Markup Ribbon(Flow flow)
        {
            double thick = flow.Energy * scale;
            (double x1, double y1) = flow.From == EnergyFlows.Hub ? (HubRight, hub.Top) : (Bar, left[flow.From].Top);
            (double x2, double y2) = flow.To == EnergyFlows.Hub ? (HubLeft, hub.Top) : (Right, right[flow.To].Top);
            double from = y1 + Take(flow.From + ">", thick), to = y2 + Take(">" + flow.To, thick), middle = (x1 + x2) / 2;
            string source = flow.From == EnergyFlows.Hub ? "electricity_bought" : flow.From;
            return Markup.Of($"<path class=\"flow c-{source}\" d=\"M{x1} {from}C{middle} {from} {middle} {to} {x2} {to}V{to + thick}C{middle} {to + thick} {middle} {from + thick} {x1} {from + thick}Z\"/>");
        }

        double Take(string side, double thick)
        {
            double before = taken.GetValueOrDefault(side);
            taken[side] = before + thick;
            return before;
        }
    }

    /// <summary>What a node is called.</summary>
    public static string Name(Page page, string node) => page["flow." + node];

    /// <summary>As people write it.</summary>
    public static string Energy(Page page, double energy) => page.Text(energy, "kWh");

    private static int Order(string node) => EnergyFlows.Sources.Concat(EnergyFlows.Uses).ToList().IndexOf(node);

    // From top to bottom, each with room for its name.
    private static Dictionary<string, (double Top, double Height)> Stacked(IReadOnlyList<string> nodes, Func<string, double> energy, double scale)
    {
        Dictionary<string, (double, double)> stacked = [];
        double top = Top;
        foreach (string node in nodes.Where(n => energy(n) > 0))
        {
            double height = energy(node) * scale;
            stacked[node] = (top, height);
            top += Math.Max(height, Slot) + Gap;
        }
        return stacked;
    }

    private static Markup Block(double left, (double Top, double Height) node, string name) =>
        Markup.Of($"<rect class=\"node c-{name}\" x=\"{left}\" y=\"{node.Top}\" width=\"{Bar}\" height=\"{Math.Max(0.08, node.Height)}\"/>");

    private static Markup Label(string x, string anchor, (double Top, double Height) node, string name, string energy)
    {
        double y = node.Top + Math.Max(node.Height, Slot) / 2;
        if (node.Height < Slot) y = node.Top + 1.25;
        return Markup.Of($"<text x=\"{x}\" y=\"{y - 0.2}em\" text-anchor=\"{anchor}\"><tspan class=\"of\">{name}</tspan><tspan x=\"{x}\" dy=\"1.15em\" class=\"much\">{energy}</tspan></text>\n");
    }
}
