import { printText } from "../expr/text.js";
import { bitsText, caseText, entryText, enumeratorsText, summaryText } from "../model/describe.js";
import { type Descriptor, findField } from "../model/types.js";
import { wrap } from "../text/wrap.js";
import { type Block, layOut, type Picture } from "./layout.js";
import { type Drawing, drawRows, type Frame } from "./svg-grid.js";
import { hatching, styleSheet } from "./svg-style.js";
import { escapeXml, label, tag } from "./xml.js";

const WIDTH = 1040;
const LEFT = 70;
const PER_BIT = 26;
const MARGIN = 24;
const LINE = 18;
/** Characters of a heading that fit into the width. */
const HEADING = 120;

/** A descriptor as an SVG picture that needs nothing outside itself, for light and dark pages. */
export function showSvg(descriptor: Descriptor): string {
  const hatch = `nicdesc-hatch-${descriptor.id}`;
  const parts: string[] = [];
  let y = MARGIN;
  const add = ({ svg, bottom }: Drawing) => {
    parts.push(...svg);
    y = bottom;
  };
  add(drawHeader(descriptor, y));
  for (const picture of layOut(descriptor)) add(drawPicture(picture, descriptor, y, hatch));
  add(drawLegend(descriptor, y + MARGIN, hatch));
  const height = Math.ceil(y + MARGIN);
  const svg = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "nicdesc",
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
    },
    `\n${[
      tag("title", {}, escapeXml(`${descriptor.name}: ${descriptor.title}`)),
      styleSheet(),
      tag("defs", {}, hatching(hatch)),
      tag("rect", { class: "paper", width: WIDTH, height, rx: 6 }),
      ...parts,
    ].join("\n")}\n`,
  );
  return `${svg}\n`;
}

function drawHeader(descriptor: Descriptor, top: number): Drawing {
  const titles = wrap(descriptor.title, 90);
  const facts = wrap(`${descriptor.name}, ${summaryText(descriptor)}`, HEADING);
  const svg = [
    ...titles.map((line, i) => label(MARGIN, top + 18 + i * 24, "title", line)),
    ...facts.map((line, i) => label(MARGIN, top + 18 + titles.length * 24 + i * LINE, "note", line)),
  ];
  return { svg, bottom: top + titles.length * 24 + facts.length * LINE + 10 };
}

function drawPicture(picture: Picture, descriptor: Descriptor, top: number, hatch: string): Drawing {
  const svg: string[] = [];
  let y = top;
  const heading = (text: string) => {
    y += 12;
    for (const line of wrap(text, HEADING)) {
      y += LINE;
      svg.push(label(MARGIN, y, "heading", line));
    }
    y += 4;
  };
  if (picture.case !== undefined) heading(caseText(picture.case));
  const frame: Frame = {
    left: LEFT,
    perBit: PER_BIT,
    hatch,
    tooltip: (key) => tooltip(descriptor, key),
    undescribed: picture.case?.opaque === true ? "not described" : "",
  };
  for (const block of picture.blocks) {
    if (descriptor.entries.length > 1) heading(entryText(block.entry));
    const drawing = drawRows(block.rows, y, frame);
    svg.push(...drawing.svg);
    y = drawing.bottom;
  }
  return { svg, bottom: y };
}

function tooltip(descriptor: Descriptor, key: string): string {
  const field = findField(descriptor, key);
  const said = [
    field.kind === "slice" ? `${key}: ${field.type} at 0x${field.at.toString(16)}, ${bitsText(field)}` : key,
    field.doc,
    field.values.length === 0 ? "" : `values ${enumeratorsText(field.values)}`,
    field.valid === undefined ? "" : `when ${printText(field.valid)}`,
  ];
  return said.filter((line) => line !== "").join("\n");
}

function drawLegend(descriptor: Descriptor, top: number, hatch: string): Drawing {
  const cells = layOut(descriptor)
    .flatMap(({ blocks }) => blocks.flatMap(({ rows }: Block) => rows))
    .flatMap((row) => (row.kind === "row" ? row.cells : []));
  const entries = [
    { text: "field", className: "cell field", used: cells.some(({ kind, inCase }) => kind === "field" && !inCase) },
    {
      text: "field of the case",
      className: "cell own",
      used: cells.some(({ kind, inCase }) => kind === "field" && inCase),
    },
    { text: "reserved", className: "cell", used: cells.some(({ kind }) => kind === "reserved") },
    { text: "reserved, must be zero", className: "cell zero", used: cells.some(({ kind }) => kind === "zero") },
  ].filter(({ used }) => used);
  let x = LEFT;
  const svg = entries.flatMap(({ text, className }) => {
    const at = x;
    x += 34 + text.length * 7 + 24;
    const fill: Record<string, string> = /field|own/.test(className) ? {} : { fill: `url(#${hatch})` };
    return [
      tag("rect", { class: className, x: at, y: top, width: 26, height: 16, ...fill }),
      ...(className.includes("zero") ? [label(at + 13, top + 12, "small middle note", "0")] : []),
      label(at + 34, top + 12, "small", text),
    ];
  });
  return { svg, bottom: top + 16 };
}
