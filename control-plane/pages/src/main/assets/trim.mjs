// Joins the parts of PatternFly's CSS that the pages use into one file, and leaves out what can't
// take effect here: other themes, per-breakpoint modifiers, variables that nothing reads.
//   node trim.mjs PATTERNFLY OWN.css OUT.css
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [patternfly, own, out] = process.argv.slice(2);
const PARTS = [
  "base/patternfly-variables.css",
  "base/patternfly-common.css",
  "components/Alert/alert.css",
  "components/Breadcrumb/breadcrumb.css",
  "components/Button/button.css",
  "components/Card/card.css",
  "components/Check/check.css",
  "components/CodeBlock/code-block.css",
  "components/DescriptionList/description-list.css",
  "components/EmptyState/empty-state.css",
  "components/Form/form.css",
  "components/FormControl/form-control.css",
  "components/HelperText/helper-text.css",
  "components/Label/label.css",
  "components/ProgressStepper/progress-stepper.css",
  "components/Radio/radio.css",
  "components/SkipToContent/skip-to-content.css",
  "components/Table/table.css",
  "components/Table/table-grid.css",
  "components/Title/title.css",
];
const NOT_HERE = /theme-(felt|glass|high-contrast)|-on-(sm|md|lg|xl|2xl)\b|tree-view|m-dir-rtl|dir=rtl|grid-(sm|lg|xl|2xl)\b/;
const FONTS = ["Text", "Display", "Mono"]
  .map((f) => `@font-face{font-family:"Red Hat ${f}";font-weight:300 900;src:url("fonts/RedHat${f}VF.woff2") format("woff2");font-display:swap}`)
  .join("");

/** The rules of a style sheet: {head, body: text or rules}. */
function parse(css) {
  const rules = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    for (; depth > 0; end++) depth += css[end] === "{" ? 1 : css[end] === "}" ? -1 : 0;
    const head = css.slice(at, open).trim();
    const body = css.slice(open + 1, end - 1);
    rules.push({ head, body: body.includes("{") ? parse(body) : body });
    at = end;
  }
  return rules;
}

function wanted(rules) {
  return rules
    .filter((r) => !NOT_HERE.test(r.head) && !r.head.startsWith("@font-face"))
    .map((r) => (Array.isArray(r.body) ? { head: r.head, body: wanted(r.body) } : r));
}

const declarations = (body) => body.split(/;(?![^(]*\))/).map((d) => d.trim()).filter(Boolean);

function print(rules, keep) {
  return rules
    .map((r) => {
      const body = Array.isArray(r.body)
        ? print(r.body, keep)
        : declarations(r.body).filter(keep).map((d) => d.replace(/\s*:\s*/, ":").replace(/\s+/g, " ")).join(";");
      return body ? `${r.head.replace(/\s+/g, " ").replace(/ ?, ?/g, ",")}{${body}}` : "";
    })
    .join("");
}

/** What holds under the dark theme holds too where no theme is chosen and the reader's system is dark. */
function automatic(rules) {
  return rules.flatMap((r) => {
    if (Array.isArray(r.body)) return [{ head: r.head, body: automatic(r.body) }];
    if (!r.head.includes(".pf-v6-theme-dark")) return [r];
    const head = r.head.replaceAll(".pf-v6-theme-dark", ".rw-theme-auto");
    return [r, { head: "@media (prefers-color-scheme: dark)", body: [{ head, body: r.body }] }];
  });
}

const read = (part) => readFileSync(join(patternfly, part), "utf8");
// The reset is no file of its own: it is what comes before the first class of the base.
const base = read("patternfly-base.css");
const reset = base.slice(0, base.indexOf(".pf-v6-screen-reader"));
const joined = [reset, ...PARTS.map(read)].join("\n");
const rules = automatic(wanted(parse(joined.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@charset[^;]*;/g, ""))));
let css = print(rules, () => true);
const ours = readFileSync(own, "utf8");
for (let before = -1; before !== css.length; ) {
  before = css.length;
  const used = new Set((css + ours).match(/var\(\s*--[\w-]+/g).map((v) => v.replace(/var\(\s*/, "")));
  css = print(parse(css), (d) => !d.startsWith("--") || used.has(d.slice(0, d.indexOf(":")).trim()));
}
writeFileSync(out, "/*! PatternFly 6, MIT, https://www.patternfly.org (the parts used here); fonts: Red Hat, OFL */\n" + FONTS + css);
