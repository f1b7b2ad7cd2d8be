using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is shown, in a line: the variable, the scenarios, the sliders that were moved.</summary>
internal static class Captions
{
    /// <summary>The caption of what a session shows, in a language.</summary>
    public static string Of(Session session, Words words)
    {
        string variable = session.Variable is { } v ? words.NameOf(v.Name, v.Meaning) : session.Source.Territory.Name;
        return words.Format("pair", variable, session.State.Layout switch
        {
            Layout.Compare or Layout.Triple => $"{Name(session.A)} / {Name(session.B)}",
            Layout.Difference => $"{Name(session.B)} − {Name(session.A)}",
            _ => Name(session.Shown),
        });

        string Name(Run run) => run != session.Variant ? run.NameIn(words.Language)
            : $"{run.NameIn(words.Language).TrimEnd('*', ' ')}, {string.Join(", ", session.Sliders.Where(s => session.State.Moved.ContainsKey(s.Parameter)).Select(Moved).Concat(session.State.Added.Select(a => ChoicePanel.NameOf(a, session.Addable, words))))}";

        string Moved(Adjustable slider)
        {
            (double factor, string unit) = Figures.UnitOf(slider);
            return $"{Figures.NameOf(slider, words)} {words.Numbers.Value(session.ValueOf(slider) * factor, unit, Hud.StepDecimals(Figures.StepOf(slider)))}";
        }
    }
}
