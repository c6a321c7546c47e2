/** A fault that a person would see on the page. */
export interface LayoutFault {
  /** cut: text not wholly visible; overlap: two things painted over each other; outside: beyond the window. */
  readonly kind: 'cut' | 'overlap' | 'outside';
  /** The text concerned, shortened. */
  readonly text: string;
  /** Where: a path of tags, ids and classes. */
  readonly where: string;
  /** By how much or with what, in CSS pixels. */
  readonly detail: string;
}

export interface LayoutRules {
  /** Elements (CSS selectors) not looked at, with all inside. */
  readonly ignore: readonly string[];
  /** Elements (CSS selectors) that may cut their text, because the whole text can be seen otherwise. */
  readonly mayCut: readonly string[];
  /** Differences up to this many CSS pixels are no fault. */
  readonly tolerance: number;
}

/**
 * Runs inside the page, so it may use nothing from outside of itself. What counts as visible is the part of a text
 * that no ancestor clips; scrolled-away text is not a fault. Layers (dialogs, menus, sticky bars) are compared each
 * with itself only, because covering what is below is their purpose.
 */
export function probeLayout(rules: LayoutRules): LayoutFault[] {
  interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  interface Item {
    element: Element;
    text: string;
    boxes: Box[];
    layer: Element | null;
    control: boolean;
  }
  const { tolerance } = rules;
  const faults: LayoutFault[] = [];
  const CONTROLS = 'input:not([type=hidden]), textarea, select, button, [role=button], img, canvas';
  const COMPOSED =
    '[role=combobox], [data-composed], label, button, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-input-number, .ant-switch, .ant-radio-wrapper, .ant-checkbox-wrapper';
  const LAYERS =
    '[role=dialog], [role=listbox], [role=menu], [role=tooltip], .ant-select-dropdown, .ant-picker-dropdown, .ant-dropdown, .ant-popover';

  const pathOf = (element: Element): string => {
    const names: string[] = [];
    for (let at: Element | null = element; at && names.length < 4; at = at.parentElement) {
      const classes = [...at.classList].slice(0, 2).map((name) => `.${name}`);
      names.unshift(`${at.tagName.toLowerCase()}${at.id ? `#${at.id}` : ''}${classes.join('')}`);
    }
    return names.join(' > ');
  };
  const short = (text: string) => {
    const plain = text.trim().replace(/\s+/g, ' ');
    return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
  };
  const report = (kind: LayoutFault['kind'], item: Item, detail: string) => {
    faults.push({ kind, text: short(item.text), where: pathOf(item.element), detail });
  };
  const matches = (element: Element, selectors: readonly string[]) =>
    selectors.some((selector) => element.closest(selector) !== null);
  const clips = (value: string) => value === 'hidden' || value === 'clip';
  const scrolls = (value: string) => value === 'auto' || value === 'scroll';
  const isSeen = (element: Element) => {
    const box = element.getBoundingClientRect();
    return (
      box.width > 2 &&
      box.height > 2 &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    );
  };
  const layerOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (position === 'fixed' || position === 'sticky' || at.matches(LAYERS)) return at;
    }
    return null;
  };

  /** The whole text is to be had although it is cut: by a title or a name for screen readers. */
  const tellsWhole = (item: Item, cutter: Element) => {
    const wanted = item.text.trim().replace(/\s+/g, '');
    for (let at: Element | null = item.element; at; at = at.parentElement) {
      const whole = `${at.getAttribute('title') ?? ''}${at.getAttribute('aria-label') ?? ''}`.replace(/\s+/g, '');
      if (wanted && whole.includes(wanted)) return true;
      if (at === cutter) break;
    }
    return matches(item.element, rules.mayCut);
  };

  /** What is left of the boxes after the clipping of all ancestors; tells faults of cutting on the way. */
  const visibleBoxes = (item: Item): Box[] => {
    let boxes = item.boxes;
    let told = false;
    let position = item.control ? getComputedStyle(item.element).position : 'static';
    for (let at = item.control ? item.element.parentElement : item.element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const scroller = at === document.documentElement || at === document.body;
      // A fixed box is clipped by the window alone, an absolute one by positioned ancestors only.
      const passes = position === 'fixed' || (position === 'absolute' && style.position === 'static');
      if (!scroller && !passes && (style.overflowX !== 'visible' || style.overflowY !== 'visible')) {
        const frame = at.getBoundingClientRect();
        const left = frame.left + at.clientLeft;
        const top = frame.top + at.clientTop;
        const inner = { left, top, right: left + at.clientWidth, bottom: top + at.clientHeight };
        if (!told && !item.control) {
          const overX = Math.max(...boxes.map((box) => Math.max(box.right - inner.right, inner.left - box.left)));
          const overY = Math.max(...boxes.map((box) => Math.max(box.bottom - inner.bottom, inner.top - box.top)));
          const cutX = clips(style.overflowX) && overX > tolerance;
          const cutY = clips(style.overflowY) && overY > tolerance;
          const hidden = inner.right - inner.left < 3 || inner.bottom - inner.top < 3;
          if ((cutX || cutY) && !hidden && !tellsWhole(item, at)) {
            report('cut', item, `${Math.round(cutX ? overX : overY)} px beyond ${pathOf(at)}`);
            told = true;
          }
        }
        const scrollsX = scrolls(style.overflowX);
        const scrollsY = scrolls(style.overflowY);
        if (clips(style.overflowX) || scrollsX || clips(style.overflowY) || scrollsY) {
          boxes = boxes
            .map((box) => ({
              left: Math.max(box.left, inner.left),
              top: Math.max(box.top, inner.top),
              right: Math.min(box.right, inner.right),
              bottom: Math.min(box.bottom, inner.bottom),
            }))
            .filter((box) => box.right - box.left > tolerance && box.bottom - box.top > tolerance);
        }
        if (boxes.length === 0) return [];
      }
      if (!passes) position = style.position;
    }
    return boxes;
  };

  const items: Item[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (matches(element, rules.ignore) || element.closest('svg, script, style, noscript, option')) continue;
    const control = element.matches(CONTROLS);
    const nodes = [...element.childNodes].filter((node) => node.nodeType === 3 && (node.textContent ?? '').trim());
    if ((!control && nodes.length === 0) || !isSeen(element)) continue;
    const layer = layerOf(element);
    if (control) {
      const box = element.getBoundingClientRect();
      items.push({ element, text: element.getAttribute('aria-label') ?? '', boxes: [box], layer, control: true });
    }
    if (nodes.length === 0) continue;
    const boxes: Box[] = [];
    // A line box is up to half as high again as its letters, and may reach into its neighbours without any ink.
    const letters = Number.parseFloat(getComputedStyle(element).fontSize);
    for (const node of nodes) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        if (right - left < 0.5 || bottom - top < 0.5) continue;
        const empty = Math.max(0, (bottom - top - letters) / 2);
        boxes.push({ left, top: top + empty, right, bottom: bottom - empty });
      }
    }
    const text = nodes.map((node) => node.textContent ?? '').join('');
    if (boxes.length > 0) items.push({ element, text, boxes, layer, control: false });
  }

  const ruler = document.createElement('canvas').getContext('2d');
  for (const item of items) {
    const { element } = item;
    if (
      !(element instanceof HTMLInputElement) ||
      ['checkbox', 'radio', 'file', 'color', 'range'].includes(element.type)
    )
      continue;
    const shown = element.value || element.placeholder;
    if (!shown || !ruler) continue;
    const style = getComputedStyle(element);
    ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const wide = ruler.measureText(shown).width;
    if (wide <= room + tolerance) continue;
    const told = { ...item, text: shown };
    if (!tellsWhole(told, element)) report('cut', told, `${Math.round(wide - room)} px too long for its field`);
  }

  const seen = items.map((item) => ({ ...item, boxes: visibleBoxes(item) })).filter((item) => item.boxes.length > 0);

  const { innerWidth, innerHeight } = globalThis;
  const pageScrollsY = document.documentElement.scrollHeight > innerHeight;
  for (const item of seen) {
    const over = Math.max(...item.boxes.map((box) => Math.max(box.right - innerWidth, -box.left)));
    const under = Math.max(...item.boxes.map((box) => (pageScrollsY && !item.layer ? 0 : box.bottom - innerHeight)));
    if (over > tolerance) report('outside', item, `${Math.round(over)} px beside the window`);
    else if (under > tolerance) report('outside', item, `${Math.round(under)} px below the window`);
  }

  const related = (a: Item, b: Item) => {
    if (a.element.contains(b.element) || b.element.contains(a.element)) return true;
    // Composed fields lay an empty input over the text of their value.
    if (!a.control && !b.control) return false;
    for (let at = a.element.closest(COMPOSED); at; at = at.parentElement?.closest(COMPOSED) ?? null) {
      if (at.contains(b.element)) return true;
    }
    return false;
  };
  const byTop = seen.flatMap((item) => item.boxes.map((box) => ({ item, box }))).sort((a, b) => a.box.top - b.box.top);
  const pairs = new Map<Item, Set<Item>>();
  for (const [index, a] of byTop.entries()) {
    for (let next = index + 1; next < byTop.length; next += 1) {
      const b = byTop[next];
      if (!b || b.box.top >= a.box.bottom - tolerance) break;
      if (a.item === b.item || a.item.layer !== b.item.layer || pairs.get(a.item)?.has(b.item)) continue;
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (width <= tolerance || height <= tolerance || related(a.item, b.item)) continue;
      pairs.set(a.item, (pairs.get(a.item) ?? new Set()).add(b.item));
      const other = b.item.text.trim() ? `"${short(b.item.text)}"` : pathOf(b.item.element);
      report('overlap', a.item, `${Math.round(width)}×${Math.round(height)} px with ${other}`);
    }
  }
  return faults;
}
