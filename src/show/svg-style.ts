import { tag } from "./xml.js";

/** Widths of one character, in the monospaced fonts of the style below. */
export const NAME_SIZES = [13, 11] as const;
export const CHARACTER_WIDTH = 0.61;

const LIGHT = {
  paper: "#ffffff",
  ink: "#1f2328",
  dim: "#656d76",
  line: "#57606a",
  field: "#eaf2fd",
  own: "#e6f5ea",
  hatch: "#b6bec8",
  back: "#f6f8fa",
};

const DARK: typeof LIGHT = {
  paper: "#0d1117",
  ink: "#e6edf3",
  dim: "#8d96a0",
  line: "#768390",
  field: "#15253c",
  own: "#12301f",
  hatch: "#444c56",
  back: "#161b22",
};

/** The style sheet: every rule stays inside the picture, whatever page it stands in. */
export function styleSheet(): string {
  return tag("style", {}, `${fonts()}${colors(LIGHT)}@media (prefers-color-scheme: dark) {\n${colors(DARK)}}\n`);
}

function fonts(): string {
  return `
.nicdesc text { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: ${NAME_SIZES[0]}px; }
.nicdesc .title { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 18px; font-weight: 600; }
.nicdesc .heading { font-size: 13px; font-weight: 600; }
.nicdesc .small { font-size: ${NAME_SIZES[1]}px; }
.nicdesc .number { font-size: 10px; }
.nicdesc .middle { text-anchor: middle; }
.nicdesc .end { text-anchor: end; }
.nicdesc .halo { paint-order: stroke; stroke-width: 4px; stroke-linejoin: round; }
.nicdesc .cell { stroke-width: 1; }
.nicdesc .gap { stroke-dasharray: 4 3; }
`;
}

function colors(theme: typeof LIGHT): string {
  return `.nicdesc .paper { fill: ${theme.paper}; }
.nicdesc text { fill: ${theme.ink}; }
.nicdesc .number, .nicdesc .note { fill: ${theme.dim}; }
.nicdesc .cell { stroke: ${theme.line}; }
.nicdesc .field { fill: ${theme.field}; }
.nicdesc .own { fill: ${theme.own}; }
.nicdesc .gap { fill: none; }
.nicdesc .halo { stroke: ${theme.back}; }
.nicdesc .back { fill: ${theme.back}; }
.nicdesc .stroke { stroke: ${theme.hatch}; stroke-width: 1.5; }
`;
}

/** The hatching of reserved bits. */
export function hatching(id: string): string {
  return tag(
    "pattern",
    { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    tag("rect", { class: "back", width: 7, height: 7 }),
    tag("line", { class: "stroke", x1: 0, y1: 0, x2: 0, y2: 7 }),
  );
}
