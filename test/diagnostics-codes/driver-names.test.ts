/** Names of a driver.yaml that meet in C. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Findings } from "../../src/diagnostics/findings.js";
import { reserveShared } from "../../src/model/driver/claims.js";
import { NameTable } from "../../src/model/names.js";
import { ARGS, AROUND, driverRaises, HEAD, HOOK, hook, onlyWay, plain, WAY, way } from "./driver-samples.js";
import { parseFiles, raises } from "./raises.js";

const TEMPLATES = new URL("../../templates/bpf-c/", import.meta.url);

test("every name that the shared headers define is reserved", () => {
  const names = new NameTable(new Findings());
  reserveShared(names);
  const place = { file: { name: "", path: "", text: "" }, path: [] };
  const shared = readdirSync(TEMPLATES).filter((name) =>
    /^(access|guard|loader|metadata|prototypes)\.h\.hbs$/.test(name),
  );
  const defined = shared.flatMap((name) => {
    const text = readFileSync(new URL(name, TEMPLATES), "utf8");
    const patterns = [
      /^#define (_*nicdesc_\w+)\b/gim,
      /^static\b[^;{=]*?\b(_*nicdesc_\w+)(?:\(|\[)/gm,
      /^(?:const volatile \w+|__u64) (nicdesc_\w+)/gm,
      /^typedef .* (nicdesc_\w+);/gm,
      /^\t(NICDESC_\w+) = /gm,
    ];
    return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
  });
  expect(defined.length).toBeGreaterThan(50);
  const free = defined.filter((name) => !/^__NICDESC_.*_H$/.test(name) && names.claim(name, "a test", place));
  expect([...new Set(free)]).toEqual([]);
});

describe("ND009: names meet in C", () => {
  test("a name of the shared headers", () => {
    raises(
      "ND009",
      { "peek/at.yaml": plain("⟦peek/at⟧", "rx") },
      {
        message:
          "the descriptor `peek/at` and a name of the headers that all drivers share are both `nicdesc_peek_at` in C",
      },
    );
  });

  test("what finds a descriptor, and a field", () => {
    raises(
      "ND009",
      {
        ...AROUND,
        "drv/rx.yaml": plain("drv/rx", "rx").replace("word:", "⟪find⟫:"),
        "drv/driver.yaml": onlyWay(WAY.replace("drv/rx", "⟦drv/rx⟧")),
      },
      {
        message:
          "what finds `drv/rx` of the driver `drv` and the field `find` of `drv/rx` are both `nicdesc_drv_rx_find` in C",
        related: "the field `find` of `drv/rx` is here",
      },
    );
  });

  test("what finds another driver's descriptor, and what finds an own one", () => {
    const text = onlyWay(WAY.replace("drv/rx", "own/drv_rx"))
      .replace("driver: drv", "driver: own")
      .replace("names: [drv]", "names: [own]")
      .replace("own/drv_rx", "⟪own/drv_rx⟫");
    raises(
      "ND009",
      {
        ...AROUND,
        "own/drv_rx.yaml": plain("own/drv_rx", "rx"),
        "own/driver.yaml": `${text}  second: { ${WAY.replace("drv/rx", "⟦drv/rx⟧")} }\n`,
      },
      {
        message: /^what finds `drv\/rx` of the driver `own` and what finds `own\/drv_rx` of the driver `own` are both/,
        related: "what finds `own/drv_rx` of the driver `own` is here",
        times: 3,
      },
    );
  });

  test("but not what two drivers find the same descriptor by", () => {
    const own = onlyWay(WAY).replace("driver: drv", "driver: own").replace("names: [drv]", "names: [own]");
    const files = { ...AROUND, "drv/driver.yaml": onlyWay(WAY), "own/driver.yaml": own };
    expect(parseFiles(Object.entries(files).map(([name, text]) => ({ name, path: name, text })))).toEqual([]);
  });

  const SELECTOR = "it is made from the names of driver and format: another name has another number";

  test("the selectors of two formats of a driver", () => {
    const formats = "formats: { ⟪jumbo_gqi_split⟫: { default: true }, ⟦linear_basic⟧: {} }";
    driverRaises("ND009", HEAD.replace(/formats: .*/, formats), {
      message: "the selectors of `drv/linear_basic` and `drv/jumbo_gqi_split` are the same number",
      help: SELECTOR,
      related: "`drv/jumbo_gqi_split` is here",
    });
  });

  test("the selectors of two drivers", () => {
    const driver = (name: string, format: string) =>
      HEAD.replaceAll(/\bdrv\b/g, name).replace(/formats: .*/, `formats: { ${format}: {} }`);
    const files = {
      "acme/driver.yaml": driver("acme", "⟪base_mini_2⟫"),
      "drv/driver.yaml": driver("drv", "⟦rx_copy_3⟧"),
    };
    raises("ND009", files, {
      message: "the selectors of `drv/rx_copy_3` and `acme/base_mini_2` are the same number",
      help: SELECTOR,
      related: "`acme/base_mini_2` is here",
    });
  });

  test("a selector, and that of no NIC", () => {
    driverRaises("ND009", HEAD.replace(/formats: .*/, "formats: { all: {}, ⟦ewzkwlt⟧: {} }"), {
      message: "the selector of `drv/ewzkwlt` is 0, which is no NIC",
      help: SELECTOR,
    });
  });

  test("hooks, and what one remembers", () => {
    const first = `attach: fentry, function: f, reads: drv/rx, descriptor: desc, args: { desc: void * }`;
    driverRaises("ND009", `${hook(`${first}, remembers: desc`, "", "⟪devrx⟫")}  ⟦devrx_remember⟧: { ${first} }\n`, {
      message:
        /^the hook `devrx_remember` of the driver `drv` and what remembers for the hook `devrx` of the driver `drv`/,
      related: "what remembers for the hook `devrx` of the driver `drv` is here",
      times: 2,
    });
  });

  test("structs", () => {
    driverRaises("ND009", way("", "  ⟪struct ring⟫: { a: u32 }\n  ⟦union ring⟧: { a: u32 }\n"), {
      message: "`union ring` and `struct ring` have the same name: in C one thing has it",
      related: "`struct ring` is here",
    });
    driverRaises("ND009", way("", "  ⟦struct ring_⟧: { a: u32 }\n"), {
      message: "CO-RE would look for another type than `struct ring_`",
      help: "it drops from a name what follows three underscores, and would not find where they begin",
    });
  });

  test("drivers", () => {
    const named = (name: string) => ({
      ...AROUND,
      [`${name}/driver.yaml`]: way("").replace("driver: drv", `driver: ⟦${name}⟧`),
    });
    raises("ND009", named("a___b"), {
      message: "CO-RE would look for other types than those of `a___b`",
      help: "three underscores part a struct's name from the driver's: one or two will do",
    });
    raises("ND009", named("nicdesc"), {
      message: "the structs of a driver `nicdesc` and those of guard.h have the same names in C",
    });
  });

  test("variables of a way", () => {
    const used = (name: string, type = "u64") =>
      way(`, let: { ⟦${name}⟧: { type: ${type}, at: xdp.data } }`).replace("buff.len > 4", `buff.len > ${name}`);
    driverRaises("ND009", used("buff_len").replace("buff: struct", "⟪buff⟫: struct"), {
      message: "`buff_len` and `buff.len` are both `buff_len` in C",
      related: "`buff.len` is here",
    });
    driverRaises("ND009", used("hash"), { message: "`hash` and a part of the metadata are both `hash` in C" });
    driverRaises("ND009", used("nicdesc_drv"), {
      message: "`nicdesc_drv` could be a name of the generated C",
      help: "names that begin with `nicdesc_` are taken",
    });
  });

  test("variables of a hook, and its macro", () => {
    const through = `${HOOK.replace("descriptor: desc", "descriptor: ctx.desc")}, args: { ⟦ctx⟧: struct c *, skb: struct sk_buff * }, packet: skb`;
    driverRaises("ND009", hook(through, "  struct c: { desc: void * }\n"), {
      message: "what `ctx` points at and a name that every such function has are both `__ctx` in C",
    });
    raises(
      "ND009",
      {
        "drv/rx.yaml": plain(
          "drv/rx",
          "rx",
          "entries: { name: { size: 8 } }\nreserved: [{ entry: name, at: 0, size: 8 }]\n",
        ),
        "drv/driver.yaml": hook(`${HOOK.replace("drv/rx", "⟦drv/rx⟧")}, ${ARGS}, packet: skb, entries: { name: desc }`),
      },
      { message: "the ring entry `name` and a parameter of the hook's macro are both `name` in C" },
    );
  });
});
