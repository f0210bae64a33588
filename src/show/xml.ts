const UNSPEAKABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for XML content and attributes; characters that XML cannot say are replaced. */
export function escapeXml(text: string): string {
  return text.replace(UNSPEAKABLE, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** An element; the attributes are escaped, the children are XML already. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return children.length === 0
    ? `<${name}${said.join("")}/>`
    : `<${name}${said.join("")}>${children.join("")}</${name}>`;
}

/** A `text` element; the text is escaped. */
export function label(
  x: number,
  y: number,
  className: string,
  text: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return tag("text", { x: round(x), y: round(y), class: className, ...more }, escapeXml(text));
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
