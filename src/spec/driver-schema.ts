/**
 * The shape of `driver.yaml`: how a program gets from what it has (an xdp_md, a function's arguments) to a descriptor.
 * What a shape cannot say is checked by src/model/driver.
 */
import * as z from "zod";
import { FORMS } from "./forms.js";
import { expression, format, line, name, reference, text } from "./terms.js";

const structName = z.string().regex(FORMS.kernelStruct.pattern).max(200);
const symbol = z.string().regex(FORMS.symbol.pattern).max(100);
const memberName = z.string().regex(FORMS.memberName.pattern).max(100);
const memberType = z.string().regex(FORMS.memberType.pattern).max(200);
const kernels = z.string().regex(FORMS.kernels.pattern).max(40).describe("kernels that have it");
const verified = z
  .array(z.string().regex(FORMS.release.pattern))
  .min(1)
  .describe("kernels in which it was found: type, member, function, symbol and ftrace site");

/** An address: an expression, or an entry of a ring. */
const address = z.union(
  [
    expression,
    z.strictObject({
      base: expression.describe("the address of entry 0"),
      index: expression,
      stride: expression.describe("bytes from one entry to the next"),
      back: z.int().min(1).max(64).optional().describe("how many entries before `index` it is, round the ring"),
      entries: expression.optional().describe("entries of the ring; `back` needs it"),
    }),
  ],
  { error: "an address: an expression, or `{ base, index, stride }`" },
);

const clock = z.strictObject({
  timecounter: expression.describe("the address of the driver's struct timecounter"),
});
const inputSource = z.union([expression, z.array(expression).min(2).max(8), clock], {
  error: "an expression, a list of them (the first that the kernel has), or `{ timecounter }`",
});

const facts = {
  kernels: kernels.optional(),
  verified: verified.optional(),
  doc: text.optional(),
  sources: z.array(line).optional(),
};

const lets = z
  .record(
    name,
    z.strictObject({
      type: memberType.describe("a struct, which paths may begin with; or the type of the value that lies there"),
      at: expression,
      index: expression.optional().describe("which of an array of them"),
    }),
  )
  .optional()
  .describe("further structs and values, by address");

const xdpPoint = z.strictObject({
  format: name.describe("the queue format that it is for"),
  reads: reference.optional().describe("the descriptor that it gives"),
  buff: structName.optional().describe("the driver's struct whose first member is the xdp_buff"),
  ring: z
    .strictObject({ type: structName, member: symbol })
    .optional()
    .describe("the driver's struct that holds the xdp_rxq_info, and the member that it is"),
  let: lets,
  absent: z.array(z.string().max(200)).min(1).optional().describe("members that the kernel must not have"),
  when: expression.optional().describe("the condition under which it gives the descriptor"),
  descriptor: address.optional(),
  entries: z.record(name, address).optional().describe("the addresses of further ring entries"),
  size: expression.optional().describe("bytes of a descriptor whose size depends on features"),
  inputs: z.record(name, inputSource).optional().describe("where the inputs of metadata readers come from"),
  metadata: z
    .record(name, z.strictObject({ when: expression.optional(), doc: text.optional() }).catchall(expression))
    .optional()
    .describe("answers by the driver's own structures, without a descriptor"),
  ...facts,
});

const hook = z.strictObject({
  attach: z.enum(["fentry", "fexit", "tp_btf"]),
  function: symbol.describe("the function or tracepoint"),
  args: z.record(name, memberType).describe("its parameters, in order; without the `void *` of a tracepoint"),
  returns: memberType.optional().describe("fexit: what it returns; an expression names it `returned`"),
  reads: reference,
  let: lets,
  absent: z.array(z.string().max(200)).min(1).optional(),
  when: expression.optional(),
  descriptor: address,
  entries: z.record(name, address).optional(),
  size: expression.optional(),
  packet: expression.optional().describe("the sk_buff, xdp_frame or xdp_buff"),
  inputs: z.record(name, inputSource).optional(),
  remembers: expression
    .optional()
    .describe(
      "it runs before XDP in the same NAPI poll, so an XDP program on the same CPU may use its descriptor: the address of the queue's xdp_rxq_info, by which the program knows its own",
    ),
  ...facts,
});

export const driverFile = z.strictObject({
  nicdesc: format,
  driver: name,
  title: line,
  doc: text.optional(),
  modules: z.array(symbol).min(1).describe("kernel modules that have its types, its own first"),
  names: z.array(z.string().regex(FORMS.driverName.pattern)).min(1).describe("what `ethtool -i` calls the driver"),
  link: z.string().regex(FORMS.driverName.pattern).optional().describe("a virtual device's kind of link"),
  sources: z.array(line).optional(),
  formats: z.record(
    name,
    z.strictObject({
      descriptors: z.array(reference).optional().describe("the descriptors of such queues"),
      default: z.literal(true).optional().describe("what a queue has when nothing says otherwise"),
      asked: z
        .strictObject({
          features: z
            .array(z.string().regex(FORMS.feature.pattern))
            .min(1)
            .max(3)
            .optional()
            .describe("it offers one of these, as `ethtool -k` calls them"),
          timestamps: z.literal(true).optional().describe("it timestamps what it receives"),
        })
        .optional()
        .describe("how user space learns that an interface has this format and not the default one: any of these"),
      doc: text.optional(),
    }),
  ),
  types: z
    .record(structName, z.record(memberName, memberType))
    .optional()
    .describe("the kernel's structs, as far as they are read"),
  xdp: z.record(name, xdpPoint).optional().describe("from a struct xdp_md, tried in this order"),
  hooks: z.record(z.string().regex(FORMS.hook.pattern), hook).optional(),
  lacking: z
    .record(
      z.string().regex(FORMS.hook.pattern),
      z.strictObject({ why: text, nearest: text.optional().describe("what comes nearest") }),
    )
    .optional()
    .describe("hooks that no kernel offers"),
});

export type RawDriver = z.infer<typeof driverFile>;
export type RawXdpPoint = z.infer<typeof xdpPoint>;
export type RawHook = z.infer<typeof hook>;
export type RawAddress = z.infer<typeof address>;
export type RawInputSource = z.infer<typeof inputSource>;
