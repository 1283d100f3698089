// The contrast of a page's letters by axe's rule, measured once for each look that letters have on it instead of once for
// each of thousands of equal cells. Letters look alike when they and, up to the root, all that lies behind them do.
(() => {
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-look]' }] });

  // A function that gives a number for an element's tag, classes and background, and those of all that it stands in.
  const numbers = new Map();
  function grounds() {
    const known = new Map();
    const pseudo = (one, name) => {
      const style = getComputedStyle(one, name);
      return style.content === 'none' ? '' : [style.backgroundColor, style.backgroundImage, style.position].join();
    };
    return function ground(one) {
      if (!one) return '';
      if (!known.has(one)) {
        const style = getComputedStyle(one);
        const text = [ground(one.parentElement), one.localName, one.className, style.backgroundColor, style.backgroundImage,
          style.opacity, style.position, style.overflow, style.filter, style.mixBlendMode, pseudo(one, '::before'),
          pseudo(one, '::after')].join('|');
        if (!numbers.has(text)) numbers.set(text, numbers.size);
        known.set(one, numbers.get(text));
      }
      return known.get(one);
    };
  }

  // The shown elements with letters, by their look.
  function looks() {
    const ground = grounds(), found = new Map();
    const lettered = new Set(document.querySelectorAll('input, select, textarea'));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (walk.currentNode.data.trim()) lettered.add(walk.currentNode.parentElement);
    for (const one of lettered) {
      if (!one.checkVisibility()) continue;
      const style = getComputedStyle(one);
      const look = [ground(one), style.color, style.fontSize, style.fontWeight, style.textShadow].join('|');
      if (!found.has(look)) found.set(look, []);
      found.get(look).push(one);
    }
    return found;
  }

  async function judge(elements) {
    if (!elements.length) return { passes: [], violations: [] };
    for (const one of elements) one.dataset.look = '';
    const said = await axe.run(document, { runOnly: ['color-contrast'], elementRef: true });
    for (const one of elements) delete one.dataset.look;
    return said;
  }

  const where = (one) => `${one.localName} “${one.textContent.trim().slice(0, 20)}” in #${one.closest('[id]')?.id}`;

  // What the rule finds at looks that were not measured on this page before: another width rarely has others. Five of each
  // are measured, spread over the page; where axe can say nothing of these, since they are covered or too short, all are.
  const measured = new Set();
  window.contrast = async () => {
    const found = [...looks()].filter(([look]) => !measured.has(look)).map(([look, ones]) => {
      measured.add(look);
      const few = [0, 1, 2, 3, 4].map((part) => ones[Math.floor(part * (ones.length - 1) / 4)]);
      return { ones, few: new Set(few) };
    });
    const said = await judge(found.flatMap(({ few }) => [...few]));
    const judged = new Set([...said.passes, ...said.violations].flatMap((rule) => rule.nodes.map((node) => node.element)));
    const open = found.filter(({ few }) => ![...few].some((one) => judged.has(one)));
    const rest = await judge(open.flatMap(({ ones, few }) => ones.filter((one) => !few.has(one))));
    return [...said.violations, ...rest.violations]
      .map((rule) => ({ id: rule.id, nodes: rule.nodes.map(({ element }) => ({ target: where(element) })) }));
  };
})();
