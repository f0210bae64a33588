/** Big-endian BTF with every kind in it, byte for byte as the format says. */
const TYPES = `
  00000001 01000000 00000004 00000020                    1 int u32
  00000005 08000000 00000001                             2 typedef u32 __be32
  0000000c 84000004 0000000c                             3 struct pkt
    00000010 00000001 03000000                             u32 a:3
    00000012 00000001 05000003                             u32 b:5
    00000014 00000002 00000020                             __be32 len
    00000000 00000004 00000040                             union
  00000000 05000002 00000004                             4 union
    00000018 00000006 00000000                             enum mode mode
    00000020 00000005 00000000                             u32 wide[1]
  00000000 03000000 00000000 00000001 00000001 00000001  5 u32[1]
  00000018 86000001 00000004                             6 enum mode, signed
    0000001d ffffffff                                      ON = -1
  00000020 13000001 00000008                             7 enum wide of 64 bits
    00000025 00000001 80000000                             BIG = 1 << 63 | 1
  00000000 02000000 00000003                             8 struct pkt *
  00000000 0a000000 00000003                             9 const struct pkt
  00000000 09000000 00000009                            10 volatile const struct pkt
  00000000 0b000000 00000008                            11 struct pkt *restrict
  00000029 87000000 00000000                            12 union run;
  00000000 0d000002 00000001                            13 u32 (struct pkt *a, ...)
    00000010 00000008
    00000000 00000000
  00000029 0c000001 0000000d                            14 run, global
  00000010 0e000000 00000003 00000001                   15 struct pkt a, global
  00000031 0f000001 0000000c                            16 bss
    0000000f 00000000 0000000c                             a at 0
  0000002d 10000000 00000004                            17 float f32
  00000035 11000000 00000003 00000002                   18 tag on the third member of pkt
  00000035 12000000 00000001                            19 tag on u32
  00000039 01000000 00000004 01000020                   20 int long, signed`;

const STRINGS = "\0u32\0__be32\0pkt\0a\0b\0len\0mode\0ON\0wide\0BIG\0run\0f32\0bss\0tag\0long\0";

function hexWords(text: string): number[] {
  return (text.match(/\b[0-9a-f]{8}\b/g) ?? []).map((word) => Number.parseInt(word, 16));
}

/** The parts of raw BTF put together in this order, with every length right. */
export function rawBtf(types: readonly number[], strings: string, layout: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(strings);
  const size = types.length * 4;
  const placed = layout.length > 0 ? [size + text.length, layout.length] : [];
  const header = [0xeb9f_0100, 24 + placed.length * 4, 0, size, size, text.length, ...placed];
  const words = [...header, ...types];
  const bytes = new Uint8Array(words.length * 4 + text.length + layout.length);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word);
  bytes.set(text, words.length * 4);
  bytes.set(layout, words.length * 4 + text.length);
  return bytes;
}

export function handMade(): Uint8Array {
  return rawBtf(hexWords(TYPES), STRINGS);
}
