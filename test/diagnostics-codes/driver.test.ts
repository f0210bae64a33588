/** What is found in a driver.yaml: shape, references, and what does not go together. */
import { describe, expect, test } from "vitest";
import { ARGS, AROUND, driverRaises, HEAD, HOOK, hook, onlyWay, plain, WAY, way } from "./driver-samples.js";
import { parseFiles, raises } from "./raises.js";

const SKB = `${HOOK}, ${ARGS}, packet: skb`;

/** A driver with a second format. */
const withOther = (keys: string) =>
  way("").replace("{ all: { default: true } }", `{ all: { default: true }, other: { ${keys} } }`);

test("what these tests begin with is good", () => {
  for (const text of [way(""), onlyWay(WAY), hook(SKB), withOther("asked: { features: [rx-lro], timestamps: true }")]) {
    const files = Object.entries({ ...AROUND, "drv/driver.yaml": text });
    expect(parseFiles(files.map(([name, text]) => ({ name, path: name, text })))).toEqual([]);
  }
});

describe("shape", () => {
  test("names", () => {
    driverRaises("ND007", way("").replace("modules: [drv]", "modules: [⟦drv.ko⟧]"), {
      message: "`drv.ko` is not the name of a function, tracepoint, module, member, enum or enumerator",
      help: "names are the kernel's own: letters, digits and underscores",
    });
    driverRaises("ND007", way("").replace("names: [drv]", 'names: [⟦"drv */"⟧]'), {
      message: "`drv */` is not the name of a driver",
      help: "it is what `ethtool -i` prints behind `driver:`",
      also: ["ND029"],
    });
    driverRaises("ND007", withOther("asked: { features: [⟦RX_LRO⟧] }"), {
      message: "`RX_LRO` is not the name of a feature",
      help: "it is what `ethtool -k` prints, `rx-lro`",
    });
    driverRaises("ND007", way("", "  ⟦ring⟧: { a: u32 }\n"), {
      message: "`ring` is not the name of a struct",
      help: "did you mean `struct ring`?",
    });
    driverRaises("ND007", way("", "  struct ring: { a: ⟦int⟧ }\n"), {
      message: "`int` is not the type of a member",
      help: /^types are `u32`, `le32`, `u8:1` for a bit-field/,
    });
    driverRaises("ND007", way("", "  struct ring: { ⟦a-b⟧: u32 }\n"), {
      message: "`a-b` is not the name of a member",
      help: "it is the kernel's; a member of a struct without a name is said with the member that it is in: `dqo.complq`",
    });
    driverRaises("ND007", hook(SKB, "", "⟦devrx_frob⟧").replace("devrx_frob", "on_rx"), {
      message: "`on_rx` is not the name of a hook",
      help: /^hooks are devrx, devrx_skb,/,
    });
    driverRaises("ND007", hook(SKB.replace("drv_rx", "⟦drv-rx⟧")), {
      message: /^`drv-rx` is not the name of a function/,
      help: /kernel's own/,
    });
    driverRaises("ND007", way(", let: { ⟦__shinfo⟧: { type: u8, at: xdp.data } }"), {
      message: "`__shinfo` is not a name",
      help: /^names are lower snake case/,
    });
    driverRaises("ND007", hook(SKB.replace("desc: void *", "⟦__ctx⟧: void *")), {
      message: "`__ctx` is not a name",
      help: /^names are lower snake case/,
    });
  });

  test("kernels", () => {
    driverRaises("ND005", way(', kernels: ⟦"6.1 to 6.6"⟧'), {
      message: "`6.1 to 6.6` is not a range of kernels",
      help: 'kernels are `">=6.14"`, `"<6.2"` or `">=5.10 <6.2"`',
    });
    driverRaises("ND005", way(', verified: [⟦"6.12.3"⟧]'), {
      message: "`6.12.3` is not a kernel",
      help: "kernels are `6.12` (amd64) or `6.12-arm64`",
    });
    driverRaises("ND005", way(", verified: [⟦6.12⟧]"), {
      message: "expected text, found the number 6.12",
      help: "put it into quotes",
    });
    driverRaises("ND005", way(", verified: ⟦[]⟧"), { message: "expected at least 1 item, found 0" });
  });

  test("how a format is seen", () => {
    driverRaises("ND004", withOther("⟦asked⟧: {}"), { message: "`asked` needs `features` or `timestamps`" });
    driverRaises("ND037", way("").replace("default: true", "default: true, ⟦asked⟧: { timestamps: true }"), {
      message: "the default format is taken where no other is seen; it is not `asked`",
    });
    driverRaises("ND005", withOther("asked: { features: ⟦[a, b, c, d]⟧ }"), {
      message: "expected at most 3 items, found 4",
    });
  });

  test("keys", () => {
    driverRaises("ND003", way(", ⟦discriptor⟧: 1"), {
      message: "unknown key `discriptor`",
      help: "did you mean `descriptor`?",
    });
    driverRaises(
      "ND004",
      hook(`attach: fentry, function: drv_rx, reads: drv/rx, ${ARGS}`).replace("devrx_skb", "⟦devrx_skb⟧"),
      {
        message: "missing key `descriptor`",
      },
    );
    driverRaises(
      "ND004",
      way("")
        .replace(/formats.*\n/, "")
        .replace("nicdesc: 1", "⟦nicdesc: 1⟧"),
      {
        message: "missing key `formats`",
      },
    );
    driverRaises(
      "ND004",
      way(", ring: ⟦{ type: struct buff }⟧").replace("⟦{", "{").replace("}⟧", "}").replace("ring:", "⟦ring⟧:"),
      {
        message: "missing key `member`",
      },
    );
  });

  test("values", () => {
    driverRaises("ND005", hook(SKB.replace("fentry", "⟦kprobe⟧")), {
      message: "expected one of fentry, fexit, tp_btf, found `kprobe`",
    });
    driverRaises("ND005", way("").replace("default: true", "default: ⟦false⟧"), {
      message: "expected `true`, found `false`",
      help: "leave `default` out where it does not hold",
    });
    driverRaises("ND005", onlyWay(WAY.replace("buff.desc", "⟦[1]⟧")), {
      message: "expected an address: an expression, or `{ base, index, stride }`, found a list",
    });
    driverRaises(
      "ND004",
      onlyWay(WAY.replace("descriptor: buff.desc", "⟦descriptor⟧: { base: buff.desc, index: 1 }")),
      {
        message: "missing key `stride`",
      },
    );
    driverRaises("ND005", way(", inputs: { ticks: ⟦null⟧ }"), {
      message:
        "expected an expression, a list of them (the first that the kernel has), or `{ timecounter }`, found nothing",
    });
    driverRaises(
      "ND005",
      onlyWay(WAY.replace("buff.desc", "{ base: buff.desc, index: 1, stride: 8, back: ⟦0⟧, entries: 8 }")),
      {
        message: "expected at least 1, found 0",
      },
    );
  });
});

describe("ND006: duplicate name", () => {
  test("a driver", () => {
    raises(
      "ND006",
      {
        ...AROUND,
        "drv/driver.yaml": way("").replace("driver: drv", "driver: ⟪drv⟫"),
        "drv/driver.yml": way("").replace("driver: drv", "driver: ⟦drv⟧"),
      },
      {
        message: "the driver `drv` is there twice",
        help: "a driver.yaml cannot be changed by another: give yours a name, and `names`, of its own",
        related: "first here",
      },
    );
  });

  test("what ethtool calls a driver", () => {
    raises(
      "ND006",
      {
        ...AROUND,
        "drv/driver.yaml": way("").replace("names: [drv]", "names: [⟪drv⟫]"),
        "own/driver.yaml": `${HEAD.replace("driver: drv", "driver: own").replace("names: [drv]", "names: [own, ⟦drv⟧]")}`,
      },
      { message: "`drv` is among the `names` twice", related: "first here" },
    );
  });

  test("two formats that are the default", () => {
    driverRaises(
      "ND006",
      way("").replace("{ all: { default: true } }", "{ all: { default: ⟪true⟫ }, more: { ⟦default⟧: true } }"),
      {
        message: "one format at most is the default",
        related: "the first is here",
      },
    );
  });

  test("a hook that is offered and lacking", () => {
    driverRaises("ND006", `${hook(SKB).replace("devrx_skb", "⟪devrx_skb⟫")}lacking: { ⟦devrx_skb⟧: { why: x } }\n`, {
      message: "`devrx_skb` is offered and lacking",
      related: "offered here",
    });
  });

  test("names that expressions begin with", () => {
    driverRaises("ND006", way(", let: { ⟦buff⟧: { type: u8, at: xdp.data } }"), {
      message: "`buff` names two things here",
    });
    driverRaises("ND006", way(", let: { ⟦xdp⟧: { type: u8, at: xdp.data } }"), {
      message: "`xdp` names two things here",
    });
    driverRaises("ND006", hook(`${SKB}, let: { ⟦skb⟧: { type: u8, at: desc } }`), {
      message: "`skb` names two things here",
    });
    driverRaises(
      "ND006",
      hook(
        `${SKB.replace("fentry", "fexit").replace("desc: void *,", "returned: void *, desc: void *,")}, ⟦returns⟧: s32`,
      ),
      {
        message: "`returned` names two things here",
      },
    );
  });

  test("a member and a struct without a name", () => {
    driverRaises("ND006", way("", "  struct tx: { ⟪dqo⟫: u32, ⟦dqo.head⟧: u32 }\n"), {
      message: "`dqo` is a member of its own, and a struct without a name here",
      help: "what is in a struct with a name is declared with the struct: `dqo: struct name`",
      related: "the member is here",
    });
  });
});

describe("ND008: C keyword", () => {
  test("names in expressions", () => {
    driverRaises("ND008", hook(SKB.replace("desc: void *", "⟦new⟧: u8, desc: void *")), {
      message: "`new` is a word of C",
      help: "another name, such as `new_`",
    });
    driverRaises("ND008", way(", let: { ⟦int⟧: { type: u8, at: xdp.data } }, size: int").replace(", size: int", ""), {
      message: "`int` is a word of C",
      help: "another name, such as `int_`",
    });
  });

  test("types and members; words of C++ may be names of the kernel's", () => {
    driverRaises("ND008", way("", "  ⟦struct int⟧: { a: u32 }\n"), {
      message: "`int` is a word of C",
      help: "the kernel has nothing of this name",
    });
    driverRaises("ND008", way("", "  struct ring: { ⟦case⟧: u32 }\n"), {
      message: "`case` is a word of C",
      help: "the kernel has nothing of this name",
    });
    driverRaises("ND038", way("", "  struct ring: { class: u32 }\n").replace("struct ring", "⟦struct ring⟧"), {
      message: "nothing reads `struct ring`",
      help: "only what is read is declared",
    });
  });
});

describe("ND011: bits outside the word", () => {
  test("a bit-field", () => {
    driverRaises("ND011", way("", '  struct ring: { a: ⟦"u8:9"⟧ }\n'), { message: "a `u8` has no 9 bits" });
    driverRaises("ND011", way("", '  struct ring: { a: ⟦"s16:17"⟧ }\n'), { message: "a `s16` has no 17 bits" });
    driverRaises("ND011", way("", '  struct ring: { a: ⟦"u64:99"⟧ }\n'), { message: "a `u64` has no 99 bits" });
  });
});

describe("ND018: unknown name in an expression", () => {
  const descriptor = (text: string) =>
    onlyWay(
      WAY.replace("buff.desc", `⟦${text}⟧`),
      "  struct buff: { desc: void *, len: u32, skb: struct sk_buff * }\n",
    );

  test("a root, a member, a step too far", () => {
    driverRaises("ND018", descriptor("bufff"), {
      message: "nothing here is called `bufff`",
      help: "did you mean `buff`?",
    });
    driverRaises("ND018", descriptor("buff.dsec"), {
      message: "`types` declares no member `dsec` of `struct buff`",
      help: "did you mean `desc`?",
    });
    driverRaises("ND018", descriptor("xdp.frame_sz"), {
      message: "`types` declares no member `frame_sz` of `struct xdp_buff`",
      help: "every member on the way is declared under `types`",
    });
    driverRaises("ND018", descriptor("buff.len.low"), { message: "`low` is taken of something that is no struct" });
    driverRaises("ND018", descriptor("buff.skb.head"), {
      message: "`types` declares no member `head` of `struct sk_buff`",
      help: "every member on the way is declared under `types`",
    });
    driverRaises("ND018", descriptor("ring.desc"), { message: "nothing here is called `ring.desc`" });
  });

  test("a `let` before it is known, and one that is said by itself", () => {
    driverRaises("ND018", way(", let: { a: { type: u64, at: ⟦b⟧ }, b: { type: u64, at: xdp.data } }"), {
      message: "`b` is not known yet",
      help: "a `let` may be said by those before it",
    });
    driverRaises("ND018", way(", let: { a: { type: u64, at: xdp.data + ⟦a⟧ } }"), {
      message: "`a` is not known yet",
      help: "a `let` may be said by those before it",
    });
    driverRaises("ND018", way(", let: { a: { type: u64, at: xdp.data, index: ⟦a.b⟧ } }"), {
      message: "`a` is not known yet",
      help: "a `let` may be said by those before it",
    });
  });

  test("what is said by a `let` that is wrong is not said to be wrong again", () => {
    driverRaises(
      "ND018",
      way(", let: { a: { type: u64, at: ⟦nothing⟧ }, b: { type: u64, at: a + 8 } }, inputs: { ticks: b }"),
      {
        message: "nothing here is called `nothing`",
      },
    );
  });

  test("the descriptor's own fields before it is found", () => {
    const help = "here the descriptor is not found yet";
    driverRaises("ND018", onlyWay(WAY.replace("buff.desc", "buff.desc + ⟦desc.hash⟧")), {
      message: "the descriptor's own fields are known in `inputs` only",
      help,
    });
    driverRaises(
      "ND018",
      way(", let: { a: { type: u64, at: xdp.data + desc.hash } }").replace("buff.len > 4", "buff.len > 4 && ⟦a⟧ == 1"),
      {
        message: "`a` is said by the descriptor's fields, which are known in `inputs` only",
        help,
      },
    );
    driverRaises("ND018", way(", metadata: { rx_queue: { queue: ⟦desc.hash⟧ } }"), {
      message: "the descriptor's own fields are known in `inputs` only",
      help,
    });
    driverRaises("ND018", way(", inputs: { ticks: ⟦desc.hsah⟧ }"), {
      message: "the descriptor has no field `hsah`",
      help: "did you mean `hash`?",
    });
    driverRaises("ND018", way(", inputs: { ticks: ⟦desc⟧ }"), {
      message: "`desc` is no value",
      help: "its fields are: `desc.name`",
    });
  });
});

describe("ND021 and ND022: answers", () => {
  const answers = (text: string) =>
    onlyWay(`format: all, buff: struct buff, metadata: { ${text} }`, "  struct buff: { hash: u32 }\n");

  test("an item that is none, or of another direction", () => {
    driverRaises("ND021", answers("⟦rx_hsah⟧: { hash: buff.hash }"), {
      message: "the vocabulary has no `rx_hsah`",
      help: "did you mean `rx_hash`?",
    });
    driverRaises("ND021", answers("⟦tx_launch_time⟧: { launch_time: buff.hash }"), {
      message: "`tx_launch_time` is asked of tx descriptors; from XDP nobody asks for it",
    });
  });

  test("parts", () => {
    driverRaises("ND022", answers("rx_queue: { queue: buff.hash, ⟦qeue⟧: 1 }"), {
      message: "`rx_queue` has no part `qeue`",
      help: "did you mean `queue`?",
    });
    driverRaises("ND022", answers("rx_queue: { queue: buff.hash, ⟦priority⟧: 1 }"), {
      message: "`rx_queue` has no part `priority`",
      help: "its parts are queue",
    });
    driverRaises("ND022", answers("⟦rx_hash⟧: { hash: buff.hash }"), { message: "the answer lacks the part `type`" });
  });
});

describe("ND027: size", () => {
  test("too many parameters", () => {
    const args = Array.from({ length: 13 }, (_, i) => `a${i}: u8`).join(", ");
    driverRaises(
      "ND027",
      hook(`attach: fentry, function: f, ⟦args⟧: { ${args} }, reads: drv/rx, descriptor: a0, packet: a1`).replace(
        "a1: u8",
        "a1: struct sk_buff *",
      ),
      {
        message: "13 parameters: a program gets at most 12",
      },
    );
  });
});

describe("ND028: unknown reference", () => {
  test("descriptors", () => {
    driverRaises("ND028", onlyWay(WAY.replace("drv/rx", "⟦drv/xr⟧")), {
      message: "no descriptor is called `drv/xr`",
      help: "did you mean `drv/rx`?",
    });
    driverRaises("ND028", way(", inputs: { ticks: desc.any }").replace("drv/rx", "⟦drv/nothing⟧"), {
      message: "no descriptor is called `drv/nothing`",
    });
    driverRaises("ND028", way("").replace("all: {", "all: { descriptors: [drv/rx, ⟦drv/tz⟧],"), {
      message: "no descriptor is called `drv/tz`",
      help: "did you mean `drv/tx`?",
    });
  });

  test("formats", () => {
    driverRaises("ND028", onlyWay(WAY.replace("all", "⟦al⟧")), {
      message: "the driver has no format `al`",
      help: "did you mean `all`?",
    });
  });

  test("types", () => {
    driverRaises("ND028", onlyWay(WAY.replace("struct buff", "⟦struct bufff⟧").replace("buff.desc", "buff")), {
      message: "`types` does not declare `struct bufff`",
      help: "did you mean `struct buff`?",
    });
    driverRaises("ND028", way(", let: { a: { type: ⟦struct far⟧, at: xdp.data } }"), {
      message: "`types` does not declare `struct far`",
    });
  });

  test("a ring's member", () => {
    driverRaises(
      "ND028",
      way(", ring: { type: struct ring, member: ⟦xdp_rx⟧ }", "  struct ring: { xdp_rxq: struct xdp_rxq_info }\n"),
      {
        message: "`types` declares no member `xdp_rx` of `struct ring`",
        help: "did you mean `xdp_rxq`?",
      },
    );
  });

  test("what must be absent", () => {
    const help = "it is said as `struct i40e_ring.next_to_process`";
    driverRaises("ND028", way(", absent: [struct buff.desc, ⟦struct buff.old⟧]"), {
      message: "`types` declares no member `struct buff.old`",
      help,
    });
    driverRaises("ND028", way(", absent: [⟦old⟧]"), { message: "`types` declares no member `old`", help });
  });

  test("inputs and ring entries", () => {
    driverRaises("ND028", way(", inputs: { ⟦tick⟧: 1 }"), {
      message: "`drv/rx` has no input `tick`",
      help: "did you mean `ticks`?",
    });
    driverRaises("ND028", way(", entries: { ⟦ext⟧: xdp.data }"), { message: "`drv/rx` has no ring entry `ext`" });
    driverRaises("ND004", onlyWay(WAY.replace("drv/rx", "drv/pair")).replace("first", "⟦first⟧"), {
      message: "`entries` must say where the ring entry `ext` is",
    });
  });
});

describe("ND030: file and name disagree", () => {
  test("a driver", () => {
    raises(
      "ND030",
      { ...AROUND, "own/driver.yaml": way("").replace("driver: drv", "driver: ⟦drv⟧") },
      {
        message: "the driver `drv` belongs into a file drv/driver.yaml",
        help: "this file is own/driver.yaml below the specs folder",
      },
    );
  });
});

describe("ND031: cyclic fields", () => {
  test("a struct that is inside itself", () => {
    driverRaises("ND031", way("", '  ⟦struct a⟧: { b: struct b }\n  struct b: { a: "struct a[]" }\n'), {
      message: "struct a → struct b → struct a: a struct cannot be inside itself",
      help: "a pointer to it is written `struct name *`",
    });
  });
});

describe("ND037: keys that do not go together", () => {
  test("a struct that is declared for all drivers", () => {
    driverRaises("ND037", way("", "  ⟦struct xdp_buff⟧: { frame_sz: u32 }\n"), {
      message: "`struct xdp_buff` is declared once for all drivers",
      help: "with data, data_end, data_meta, data_hard_start, rxq; more of it can be had by a `let`",
    });
    driverRaises("ND037", way("", "  ⟦struct xdp_rxq_info⟧: { dev: struct net_device * }\n"), {
      message: "`struct xdp_rxq_info` is declared once for all drivers",
      help: /^with dev, queue_index;/,
    });
  });

  test("what lies where, of a type that cannot", () => {
    driverRaises("ND037", way("", '  struct ring: { a: ⟦"u8:1[]"⟧ }\n'), { message: "C has no arrays of bit-fields" });
    driverRaises("ND037", way(', let: { a: { type: ⟦"u8:1"⟧, at: xdp.data } }'), {
      message: "what lies at an address is no bit-field",
      help: "say the word, `u8`, and cut the bits out",
    });
    driverRaises("ND037", way(', let: { a: { type: ⟦"u8[]"⟧, at: xdp.data } }'), {
      message: "a `let` is no array",
      help: "say the type of an element, and which one by `index`",
    });
    driverRaises("ND037", hook(SKB.replace("desc: void *", 'a: ⟦"u8[]"⟧, desc: void *')), {
      message: "a parameter is no array",
      help: "C passes its address: `void *`, or `struct name *`",
    });
    driverRaises("ND037", hook(SKB.replace("desc: void *", 'a: ⟦"u16:3"⟧, desc: void *')), {
      message: "a parameter is no bit-field",
      help: "say the word, `u16`, and cut the bits out",
    });
    driverRaises("ND037", hook(SKB.replace("desc: void *", "a: ⟦struct b⟧, desc: void *")), {
      message: "programs get no struct as a parameter",
      help: "a pointer to it is `struct b *`",
    });
    driverRaises("ND037", hook(`${SKB.replace("fentry", "fexit")}, returns: ⟦struct b⟧`), {
      message: "programs get no struct as a parameter",
      help: "a pointer to it is `struct b *`",
    });
  });

  test("a ring's member that is no xdp_rxq_info", () => {
    driverRaises(
      "ND037",
      way(", ring: { type: struct ring, member: ⟦rxq⟧ }", "  struct ring: { rxq: struct xdp_rxq_info * }\n"),
      {
        message: "`rxq` of `struct ring` is no `struct xdp_rxq_info`",
        help: "what `xdp.rxq` points at is inside the ring's struct",
      },
    );
  });

  test("descriptors of another direction", () => {
    driverRaises("ND037", onlyWay(WAY.replace("drv/rx", "⟦drv/tx⟧")), {
      message: "`drv/tx` has the direction tx; a way from XDP reads rx or rx-completion",
    });
    driverRaises("ND037", hook(SKB.replace("drv/rx", "⟦drv/done⟧")), {
      message: "`drv/done` has the direction tx-completion; a devrx_skb reads rx or rx-completion",
    });
    driverRaises("ND037", hook(SKB.replace("drv/rx", "⟦drv/done⟧"), "", "devtx_submit_skb"), {
      message: "`drv/done` has the direction tx-completion; a devtx_submit_skb reads tx",
    });
    driverRaises("ND037", hook(SKB.replace("drv/rx", "⟦drv/rx⟧"), "", "devtx_complete_skb_late"), {
      message: "`drv/rx` has the direction rx; a devtx_complete_skb reads tx or tx-completion or rx-completion",
    });
  });

  test("packets of another type", () => {
    const packet = (type: string, name: string, reads: string) =>
      hook(`${HOOK.replace("drv/rx", reads)}, args: { desc: void *, p: ${type} }, packet: ⟦p⟧`, "", name);
    driverRaises("ND037", packet("struct xdp_buff *", "devrx_skb", "drv/rx"), {
      message: "the packet of a devrx_skb is a `struct sk_buff`; this is a `struct xdp_buff *`",
    });
    driverRaises("ND037", packet("struct sk_buff *", "devrx_xdp", "drv/rx"), {
      message: "the packet of a devrx_xdp is a `struct xdp_buff`; this is a `struct sk_buff *`",
    });
    driverRaises("ND037", packet("u64", "devtx_submit_xdp", "drv/tx"), {
      message: "the packet of a devtx_submit_xdp is a `struct xdp_frame` or `struct xdp_buff`; this is a `u64`",
    });
  });

  test("`packet`, `returns`, `remembers` and kinds of hooks", () => {
    driverRaises("ND037", hook(SKB, "", "⟦devrx⟧"), {
      message: "a devrx has no `packet`: with one it is a devrx_skb or devrx_xdp",
    });
    driverRaises("ND037", hook(`${HOOK}, ${ARGS}`, "", "⟦devrx_skb⟧"), {
      message: "a devrx_skb says what the `packet` is",
    });
    driverRaises("ND037", hook(`${SKB}, ⟦returns⟧: s32`), { message: "`returns` goes with `attach: fexit`" });
    driverRaises("ND037", hook(`${SKB.replace("drv/rx", "drv/tx")}, ⟦remembers⟧: desc`, "", "devtx_submit_skb"), {
      message: "`remembers` is for receiving: a devtx_submit_skb does not run before XDP",
    });
  });

  test("a way's keys", () => {
    driverRaises("ND037", onlyWay(WAY.replace(", reads: drv/rx", "")).replace("first", "⟦first⟧"), {
      message: "`reads` and `descriptor` go together",
    });
    driverRaises("ND004", onlyWay("format: all, buff: struct buff").replace("first", "⟦first⟧"), {
      message: "a way gives a `descriptor`, or `metadata`",
    });
    const own = "format: all, buff: struct buff, metadata: { rx_queue: { queue: buff.desc } }";
    driverRaises("ND037", onlyWay(`${own}, ⟦when⟧: buff.desc != 0`), {
      message: "`when` goes with `descriptor`",
      help: "each answer of `metadata` has its own `when`",
    });
    driverRaises("ND037", onlyWay(`${own}, ⟦inputs⟧: { ticks: 1 }`), { message: "`inputs` goes with `descriptor`" });
    driverRaises("ND037", way(", ⟦size⟧: buff.len"), { message: "`drv/rx` has one size, which its spec says" });
    driverRaises("ND004", onlyWay(WAY.replace("drv/rx", "drv/sized")).replace("first", "⟦first⟧"), {
      message: "`size` must say how large the `drv/sized` is",
    });
  });

  test("entries of a ring, and clocks", () => {
    driverRaises(
      "ND037",
      onlyWay(WAY.replace("descriptor: buff.desc", "⟦descriptor⟧: { base: buff.desc, index: 1, stride: 8, back: 1 }")),
      {
        message: "`back` and `entries` go together: an entry before the first is the last",
      },
    );
    driverRaises("ND037", way(", inputs: { ⟦ticks⟧: { timecounter: xdp.data } }"), {
      message: "the input `ticks` of `drv/rx` is no timecounter",
    });
    driverRaises("ND037", onlyWay(`${WAY.replace("drv/rx", "drv/clocked")}, inputs: { ⟦clock⟧: 1 }`), {
      message: "the input `clock` of `drv/clocked` is a timecounter: `{ timecounter: <address> }`",
    });
  });
});

describe("ND038: declared and not used", () => {
  const help = "only what is read is declared";

  test("a type, a member, a name", () => {
    driverRaises("ND038", way("", "  ⟦struct ring⟧: { a: u32 }\n"), { message: "nothing reads `struct ring`", help });
    driverRaises("ND038", onlyWay(WAY, "  struct buff: { desc: void *, ⟦len⟧: u32 }\n"), {
      message: "nothing reads the member `len` of `struct buff`",
      help,
    });
    driverRaises("ND038", way(", let: { ⟦a⟧: { type: u64, at: xdp.data } }"), { message: "nothing uses `a`", help });
  });

  test("what is absent is used, and what only the address of is wanted", () => {
    const { diagnostics } = {
      diagnostics: parseFiles(
        Object.entries({
          ...AROUND,
          "drv/driver.yaml": onlyWay(
            WAY.replace("buff.desc", "buff").concat(", absent: [struct old.a]"),
            "  struct buff: {}\n  struct old: { a: u32 }\n",
          ),
        }).map(([name, text]) => ({ name, path: name, text })),
      ),
    };
    expect(diagnostics).toEqual([]);
  });

  test("a format's descriptors need no way", () => {
    const text = way("").replace("all: {", "all: { descriptors: [drv/rx, drv/tx, drv/done],");
    const files = Object.entries({ ...AROUND, "drv/driver.yaml": text, "drv/more.yaml": plain("drv/more", "tx") });
    expect(parseFiles(files.map(([name, text]) => ({ name, path: name, text })))).toEqual([]);
  });
});
