// What is on the page, as a person or a screen reader gets it. Evaluated by the driver before each
// question; nothing of it stays on the page.
const page = (() => {
  const flat = (text) => (text ?? "").replace(/[\s\u00a0]+/g, " ").trim();

  const shown = (el) =>
    el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true], [inert]");

  const inputRoles = {
    button: "button", submit: "button", reset: "button", image: "button",
    checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton", search: "searchbox",
    hidden: "none", file: "button",
  };
  const tagRoles = {
    button: "button", summary: "button", textarea: "textbox", select: "combobox", option: "option",
    h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading",
    table: "table", tr: "row", td: "cell", th: "columnheader", dialog: "dialog", nav: "navigation",
    main: "main", ul: "list", ol: "list", li: "listitem", img: "img", progress: "progressbar",
    fieldset: "group", form: "form", article: "article", output: "status",
    header: "banner", footer: "contentinfo", aside: "complementary",
  };
  const role = (el) => {
    const given = el.getAttribute("role")?.trim().split(/\s+/)[0];
    if (given) return given;
    const tag = el.localName;
    if (tag === "a") return el.hasAttribute("href") ? "link" : "generic";
    if (tag === "input") return inputRoles[el.type] ?? (el.hasAttribute("list") ? "combobox" : "textbox");
    // A section nobody named is no landmark.
    if (tag === "section") return el.hasAttribute("aria-label") || el.hasAttribute("aria-labelledby") ? "region" : "generic";
    return tagRoles[tag] ?? "generic";
  };

  const content = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.getAttribute("aria-hidden") === "true") return "";
    if (node.localName === "img") return ` ${node.alt} `;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return "";
    if (node.hasAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
    const inner = [...node.childNodes].map(content).join("");
    return style.display.startsWith("inline") ? inner : ` ${inner} `;
  };

  const namedByContent = new Set([
    "button", "link", "heading", "cell", "row", "columnheader", "rowheader", "option", "tab", "switch",
    "checkbox", "radio", "menuitem", "menuitemradio", "menuitemcheckbox", "listitem", "alert", "status",
    "tooltip", "gridcell", "treeitem",
  ]);
  const name = (el) => {
    const by = el.getAttribute("aria-labelledby");
    if (by) {
      const text = flat(by.split(/\s+/).map((id) => document.getElementById(id))
        .filter(Boolean).map(content).join(" "));
      if (text) return text;
    }
    if (el.getAttribute("aria-label")?.trim()) return flat(el.getAttribute("aria-label"));
    if (el.labels?.length) return flat([...el.labels].map(content).join(" "));
    if (el.localName === "img") return flat(el.alt);
    if (el.localName === "input" && inputRoles[el.type] === "button") return flat(el.value);
    if (el.localName === "fieldset") {
      const legend = el.querySelector(":scope > legend");
      if (legend) return flat(content(legend));
    }
    if (namedByContent.has(role(el))) {
      const text = flat([...el.childNodes].map(content).join(""));
      if (text) return text;
    }
    return flat(el.title || el.placeholder || "");
  };

  // These hold whole texts, so a part of one is enough to know it by.
  const longNamed = new Set(["row", "listitem", "alert", "status", "dialog", "alertdialog", "cell", "gridcell"]);
  const fieldRoles = new Set(["textbox", "searchbox", "spinbutton", "combobox"]);

  const topmost = (found) => {
    const modals = [...document.querySelectorAll("[aria-modal=true]")].filter(shown);
    const top = modals.at(-1);
    const within = top ? found.filter((el) => top.contains(el) || isPopup(el)) : [];
    return within.length ? within : found;
  };
  // Lists of choices are drawn beside the dialog they belong to, not in it.
  const isPopup = (el) => el.closest("[role=listbox], [role=menu]") !== null;

  // A switch is drawn by its label; the input itself may have no size to click on.
  const target = (el) => {
    const box = el.getBoundingClientRect();
    return (box.width < 2 || box.height < 2) && el.labels?.length ? el.labels[0] : el;
  };

  // A wanted name that ends in * is the beginning of one: what follows is a time or a figure.
  const all = (wantedRole, wantedName, outerRole, outerName) => {
    const wanted = flat(wantedName);
    const beginning = wanted.endsWith("*") ? wanted.slice(0, -1) : null;
    const fits = (el) => {
      const its = role(el);
      if (wantedRole === "field" ? !fieldRoles.has(its) : its !== wantedRole) return false;
      if (!(shown(el) || (el.labels?.length && shown(el.labels[0])))) return false;
      const called = name(el);
      if (called === wanted || (beginning !== null && called.startsWith(beginning))) return true;
      if (longNamed.has(its)) return called.includes(wanted) || flat(content(el)).includes(wanted);
      return false;
    };
    const roots = outerRole ? all(outerRole, outerName) : [document];
    return topmost(roots.flatMap((root) => [...root.querySelectorAll("*")]).filter(fits));
  };

  const disabled = (el) => el.matches(":disabled, [data-disabled=true], [aria-disabled=true]");

  return {
    text: () => {
      const typed = [...document.querySelectorAll("input, textarea")]
        .filter((el) => el.type !== "password" && shown(el)).map((el) => el.value);
      return `${document.body.innerText}\n${typed.filter(Boolean).join("\n")}`;
    },
    flat,
    shows: (wanted) => flat(page.text()).includes(flat(wanted)),
    count: (...wanted) => all(...wanted).length,
    find: (...wanted) => {
      const found = all(...wanted);
      const el = found.find((one) => !disabled(one));
      if (!el) return { element: null, why: found.length ? "it is disabled" : "it is not there" };
      el.scrollIntoView({ block: "nearest", inline: "nearest" });
      return { element: target(el), why: "" };
    },
    state: (wantedRole, wantedName) => {
      const el = all(wantedRole, wantedName)[0];
      if (!el) return null;
      return {
        disabled: disabled(el),
        value: "value" in el ? el.value : null,
        checked: el.checked ?? (el.getAttribute("aria-checked") === "true"),
        selected: el.getAttribute("aria-selected") === "true",
        expanded: el.getAttribute("aria-expanded") === "true",
        current: el.getAttribute("aria-current"),
        described: flat((el.getAttribute("aria-describedby") ?? "").split(/\s+/)
          .map((id) => document.getElementById(id)).filter(Boolean).map(content).join(" ")),
      };
    },
    focused: (...wanted) => all(...wanted).includes(document.activeElement),
    outline: () => [...document.querySelectorAll("*")]
      .filter((el) => role(el) !== "generic" && shown(el))
      .map((el) => `${role(el)}: ${name(el).slice(0, 60)}`),
  };
})();
