import { expect, test } from "vitest";
import { cli } from "../cli/harness.js";
import { ownSpecs } from "./support.js";

const own = (...argv: string[]) => cli([...argv, ...ownSpecs()]);
const lines = (text: string) => text.split("\n").map((line) => line.trimEnd());

test("the table", async () => {
  const { code, out, err } = await own("kernels", "own");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(lines(out).slice(0, 9)).toEqual([
    "                                      6.1  6.12  7.3",
    "own",
    "  layout  own/rx                      ?    ?     ?",
    "  layout  own/tx                      ?    ?     ?",
    "  way     container         xdp_buff  no   yes   yes",
    "  way     ring              rxq       yes  no    no",
    "  hook    devrx             tp_btf    yes  yes   no",
    "  hook    devrx_skb         fentry    no   no    yes",
    "  hook    devtx_submit_skb            no   no    no",
  ]);
});

test("the table as JSON", async () => {
  const { kernels, things } = JSON.parse((await own("kernels", "own", "--json")).out);
  expect(kernels).toEqual(["6.1", "6.12", "7.3"]);
  expect(things).toHaveLength(7);
  expect(things[2]).toEqual({
    driver: "own",
    kind: "way",
    name: "container",
    access: "xdp_buff",
    by: "struct own_buff",
    format: "flex",
    descriptor: "own/rx",
    kernels: { "6.1": "no", "6.12": "yes", "7.3": "yes" },
  });
  expect(things[6]).toMatchObject({ name: "devtx_submit_skb", lacking: { why: "it is inlined" } });
});

test("one kernel: what is there, and what comes nearest to what is not", async () => {
  const { out } = await own("kernels", "own", "--kernel", "6.1.0-50-amd64");
  expect(lines(out)).toEqual([
    "found on 6.1",
    "  own  way   ring   rxq     struct own_ring",
    "  own  hook  devrx  tp_btf  own_clean_rx",
    "",
    "not on 6.1",
    "  own  way   container         xdp_buff  instead: way ring; itself on 6.12, 7.3",
    "  own  hook  devrx_skb         fentry    instead: hook devrx; itself on 7.3",
    "  own  hook  devtx_submit_skb            on no kernel; nearest: the tracepoint own_xmit",
    "",
    "not recorded for 6.1",
    "  own  layout  own/rx    on no recorded kernel",
    "  own  layout  own/tx    on no recorded kernel",
    "",
  ]);
});

test("a way is replaced by a hook that XDP programs may use, where no other way is there", async () => {
  const { things } = JSON.parse((await own("kernels", "own/rx", "--kernel", "6.12", "--json")).out);
  const of = (name: string) => things.find((thing: { name: string }) => thing.name === name);
  expect(of("ring")).toMatchObject({ known: "no", instead: { kind: "way", name: "container" }, elsewhere: ["6.1"] });
  expect(of("container")).toMatchObject({ known: "yes" });
  expect(of("own/rx")).toMatchObject({ known: "unknown", instead: null, elsewhere: [] });
});

test("a kernel of which nothing is recorded", async () => {
  const mistake = async (kernel: string) => {
    const { code, out, err } = await own("kernels", "own", "--kernel", kernel);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    return err;
  };
  expect(await mistake("6.14")).toBe(
    "nicdesc: nothing is recorded of Linux 6.14\nhelp: recorded are 6.1, 6.12, 7.3; the nearest is 6.12: --kernel 6.12\n",
  );
  expect(await mistake("6,12")).toBe("nicdesc: 6,12 is no kernel version\nhelp: did you mean `6.12`?\n");
  expect(await mistake("6.12.0-arm64")).toContain(
    "nothing is recorded of Linux 6.12-arm64\nhelp: recorded are 6.1, 6.12,",
  );
  expect(await mistake("bookworm")).toContain("it is said as 6.12; recorded are 6.1, 6.12, 7.3");
});

test("a driver without descriptors is there too, and what is not known of its kernels is said so", async () => {
  expect((await own("kernels", "lonely")).out).toContain("\n  way  skb  xdp_buff  yes\n");
  const { things } = JSON.parse((await own("kernels", "--json")).out);
  const skb = things.find((thing: { driver: string }) => thing.driver === "lonely");
  expect(skb.kernels).toMatchObject({ "6.1": "unknown", "6.12": "yes", "7.3": "unknown" });
});

test("patterns that name nothing", async () => {
  expect(await own("kernels", "owm")).toMatchObject({ code: 2, err: expect.stringContaining("did you mean `own`?") });
});

test("matrix --access", async () => {
  const { out } = await own("matrix", "own", "--access");
  expect(lines(out)).toEqual([
    "                             6.1",
    "                             │ 6.12",
    "                             │ │ 7.3",
    "own/rx  xdp_buff  container  · ● ●  struct own_buff",
    "own/rx  rxq       ring       ● · ·  struct own_ring",
    "own/rx  tp_btf    devrx      ● ● ·  own_clean_rx",
    "own/rx  fentry    devrx_skb  · · ●  own_fill_skb",
    "own/tx  -         -          · · ·",
    "",
    "● found in this kernel   · not found, or not recorded: see nicdesc kernels",
    "",
  ]);
  const { out: page } = await own("matrix", "own/rx", "--access", "--markdown");
  expect(page).toMatch(/^\| descriptor \| access \| name \| by \| 6\.1 \| 6\.12 \| 7\.3 \|\n/);
  expect(page).toContain("\n| own/rx | rxq | ring | `struct own_ring` | ● | · | · |\n");
  expect(page).not.toContain("own/tx");
  const data = JSON.parse((await own("matrix", "own", "--access", "--json")).out);
  expect(data).toMatchObject({ kernels: ["6.1", "6.12", "7.3"], withoutAccess: ["own/tx"] });
  expect(data.drivers.own.ways[0]).toMatchObject({ name: "container", access: "xdp_buff", verified: ["6.12", "7.3"] });
  expect(data.drivers.own.hooks[0]).toMatchObject({ name: "devrx", by: "own_clean_rx", remembers: true });
  expect(data.drivers.own.lacking).toHaveLength(1);
});

test("matrix of a driver that has no descriptors", async () => {
  expect(await own("matrix", "lonely")).toMatchObject({ code: 0, out: "", err: expect.stringContaining("--access") });
  expect((await own("matrix", "lonely", "--access")).out).toContain("lonely  xdp_buff  skb  ●  struct lonely_buff");
});

test("list names drivers", async () => {
  const { out } = await own("list", "own", "lonely");
  expect(out).toContain("own/tx  rx  4 bytes");
  expect(lines(out).slice(-3)).toEqual([
    "lonely  1 way from XDP   0 hooks  format skb   A driver without descriptors",
    "own     2 ways from XDP  2 hooks  format flex  Somebody's NIC",
    "",
  ]);
  expect((await own("list", "lonely")).out).toMatch(/^lonely {2}1 way/);
  expect((await own("list", "own/rx")).out).not.toContain("ways from XDP");
  expect((await own("list", "own", "--direction", "rx")).out).not.toContain("ways from XDP");
  const drivers = JSON.parse((await own("list", "own", "lonely", "--drivers", "--json")).out);
  expect(drivers).toMatchObject([
    { name: "lonely", link: "lonely", ways: 1 },
    { name: "own", link: null, hooks: 2 },
  ]);
  expect(drivers[1].formats).toEqual([
    {
      name: "flex",
      default: true,
      asked: { features: [], timestamps: false },
      selector: expect.any(Number),
      descriptors: ["own/rx"],
    },
  ]);
});
