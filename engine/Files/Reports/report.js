"use strict";
// Moves all maps together and tells the values of what is pointed at. Without this script the page is whole, but for that.
(() => {
  const source = document.getElementById("data"), words = source.dataset, data = JSON.parse(source.textContent);
  const panes = [...document.querySelectorAll(".pane")], drawings = panes.map(pane => pane.querySelector("svg"));
  const [, , fullWidth, fullHeight] = drawings[0].getAttribute("viewBox").split(" ").map(Number);
  const view = { x: 0, y: 0, width: fullWidth }, drawn = { ...view };
  const ratio = fullHeight / fullWidth, step = 0.2, factor = 1.5, settle = 150;
  const language = document.documentElement.lang;
  const formats = data.maps.map(m => new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", { minimumFractionDigits: m.decimals, maximumFractionDigits: m.decimals }));

  // Rings of each element, as the paths have them: M begins an element, m a hole of it, l the steps of a ring.
  const rings = [], boxes = [];
  for (const path of document.querySelectorAll(".shapes path[data-of]")) {
    let element = 0, first = true, x = 0, y = 0, startX = 0, startY = 0, ring = null;
    const elements = path.dataset.of.split(" ").map(Number);
    let next = 0;
    for (const part of path.getAttribute("d").match(/[Mml][^Mmlz]*/g)) {
      const steps = part.match(/-?\d+/g).map(Number);
      if (part[0] === "M") {
        element = first ? elements[next++] : element + elements[next++];
        first = false;
        rings[element] = [];
        [startX, startY] = steps;
      } else if (part[0] === "m") {
        startX += steps[0];
        startY += steps[1];
      } else {
        [x, y] = [startX, startY];
        ring = [x, y];
        for (let k = 0; k < steps.length; k += 2) ring.push(x += steps[k], y += steps[k + 1]);
        rings[element].push(ring);
        boxes[element] = rings[element][0].reduce((box, at, k) => k % 2 ? [box[0], Math.min(box[1], at), box[2], Math.max(box[3], at)] : [Math.min(box[0], at), box[1], Math.max(box[2], at), box[3]], [Infinity, Infinity, -Infinity, -Infinity]);
      }
    }
  }

  const inside = (ring, x, y) => {
    let odd = false;
    for (let a = 0, b = ring.length - 2; a < ring.length; b = a, a += 2)
      if (ring[a + 1] > y !== ring[b + 1] > y && x < ring[a] + (ring[b] - ring[a]) * (y - ring[a + 1]) / (ring[b + 1] - ring[a + 1])) odd = !odd;
    return odd;
  };
  const away = (line, x, y) => {
    let least = Infinity;
    for (let k = 2; k < line.length; k += 2) {
      const dx = line[k] - line[k - 2], dy = line[k + 1] - line[k - 1], square = dx * dx + dy * dy;
      const share = square ? Math.max(0, Math.min(1, ((x - line[k - 2]) * dx + (y - line[k - 1]) * dy) / square)) : 0;
      least = Math.min(least, Math.hypot(x - line[k - 2] - share * dx, y - line[k - 1] - share * dy));
    }
    return least;
  };
  const find = (x, y, reach) => {
    let found = -1, least = reach;
    for (const element in boxes) {
      const [left, top, right, bottom] = boxes[element];
      if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) continue;
      if (data.roads) {
        const distance = away(rings[element][0], x, y);
        if (distance < least && data.values[0][element] !== null) [found, least] = [Number(element), distance];
      } else if (rings[element].reduce((odd, ring) => odd !== inside(ring, x, y), false)) return Number(element);
    }
    return found;
  };

  const value = (map, element) => {
    const raw = data.values[map][element], { name, unit, decimals, signed, classes } = data.maps[map];
    if (raw === null) return name + words.colon + " " + words.missing;
    if (classes.length) return name + words.colon + " " + classes[raw];
    const shown = raw / 10 ** decimals;
    return name + words.colon + " " + (signed ? shown < 0 ? "−" : shown > 0 ? "+" : "±" : shown < 0 ? "−" : "") + formats[map].format(Math.abs(shown)) + (unit ? "\u00a0" + unit : "");
  };
  const tell = (map, element) => {
    if (element < 0) return;
    const what = data.roads ? [] : [data.uses[data.use.charCodeAt(element) - 97] + ", " + data.built[element]];
    what.push(value(0, element));
    if (map > 0) what.push(value(map, element));
    outputs[map].textContent = what.join(" · ");
  };

  // A map follows the hand at once as a picture; it is drawn anew when the hand rests.
  let timer = 0;
  const draw = () => {
    for (const drawing of drawings) {
      drawing.setAttribute("viewBox", [view.x, view.y, view.width, view.width * ratio].map(v => v.toFixed(1)).join(" "));
      drawing.style.transform = "";
    }
    Object.assign(drawn, view);
  };
  const change = (x, y, width) => {
    const least = Math.min(fullWidth, panes[0].clientWidth);
    view.width = Math.max(least, Math.min(fullWidth, width));
    view.x = Math.max(0, Math.min(fullWidth - view.width, x));
    view.y = Math.max(0, Math.min(fullHeight - view.width * ratio, y));
    for (const drawing of drawings) {
      const pixels = drawing.clientWidth / view.width;
      drawing.style.transformOrigin = "0 0";
      drawing.style.transform = `translate(${(drawn.x - view.x) * pixels}px, ${(drawn.y - view.y) * pixels}px) scale(${drawn.width / view.width})`;
    }
    clearTimeout(timer);
    timer = setTimeout(draw, settle);
  };
  const zoom = (by, shareX = 0.5, shareY = 0.5) => {
    const least = Math.min(fullWidth, panes[0].clientWidth), width = Math.max(least, Math.min(fullWidth, view.width / by));
    change(view.x + (view.width - width) * shareX, view.y + (view.width - width) * ratio * shareY, width);
  };
  const move = (right, down) => change(view.x + right * step * view.width, view.y + down * step * view.width * ratio, view.width);
  const home = () => change(0, 0, fullWidth);

  const outputs = panes.map((pane, map) => {
    const output = document.createElement("output"), aim = document.createElement("span"), tools = document.createElement("div"), drawing = drawings[map];
    const middle = () => tell(map, find(view.x + view.width / 2, view.y + view.width * ratio / 2, view.width / 60));
    tools.className = "tools";
    for (const [sign, name, act] of [["+", words.in, () => zoom(factor)], ["−", words.out, () => zoom(1 / factor)], ["⌂", words.home, home], ["←", words.left, () => move(-1, 0)], ["↑", words.up, () => move(0, -1)], ["↓", words.down, () => move(0, 1)], ["→", words.right, () => move(1, 0)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", name);
      button.title = name;
      button.addEventListener("click", act);
      tools.append(button);
    }
    aim.className = "aim";
    output.textContent = words.hint;
    pane.tabIndex = 0;
    pane.append(aim);
    pane.after(output, tools);

    const place = event => {
      const box = pane.getBoundingClientRect(), frame = drawing.clientWidth;
      return [(event.clientX - box.left) / frame, (event.clientY - box.top) / (frame * ratio)];
    };
    const held = new Map();
    let moved = 0;
    pane.addEventListener("keydown", event => {
      const act = { ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1), "+": () => zoom(factor), "=": () => zoom(factor), "-": () => zoom(1 / factor), Home: home }[event.key];
      if (event.target !== pane || !act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
      middle();
    });
    pane.addEventListener("wheel", event => {
      if (document.activeElement !== pane && !event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...place(event));
    }, { passive: false });
    pane.addEventListener("touchmove", event => { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
    pane.addEventListener("pointerdown", event => {
      held.set(event.pointerId, [event.clientX, event.clientY]);
      moved = 0;
      if (event.pointerType === "mouse") pane.setPointerCapture(event.pointerId);
    });
    pane.addEventListener("pointermove", event => {
      const before = held.get(event.pointerId);
      if (!before) {
        const [x, y] = place(event);
        if (event.pointerType === "mouse") tell(map, find(view.x + x * view.width, view.y + y * view.width * ratio, view.width / 120));
        return;
      }
      const units = view.width / drawing.clientWidth, others = [...held].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      moved += Math.hypot(event.clientX - before[0], event.clientY - before[1]);
      held.set(event.pointerId, [event.clientX, event.clientY]);
      if (event.pointerType === "mouse" || others.length === 1) {
        const share = others.length ? 0.5 : 1;
        change(view.x - (event.clientX - before[0]) * units * share, view.y - (event.clientY - before[1]) * units * share, view.width);
      }
      if (others.length === 1) {
        const far = at => Math.max(1, Math.hypot(at[0] - others[0][0], at[1] - others[0][1]));
        zoom(far([event.clientX, event.clientY]) / far(before), ...place(event));
      }
    });
    const release = event => {
      if (held.delete(event.pointerId) && event.type === "pointerup" && moved < 6) {
        const [x, y] = place(event);
        tell(map, find(view.x + x * view.width, view.y + y * view.width * ratio, view.width / 40));
      }
    };
    pane.addEventListener("pointerup", release);
    pane.addEventListener("pointercancel", release);
    return output;
  });
})();
