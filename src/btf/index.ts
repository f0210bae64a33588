/** Reading BTF, the types of Linux kernels, modules and BPF objects. Pure: bytes in, data out. */
export { Btf, readBtf } from "./btf.js";
export { type Contained, findBtf } from "./container.js";
export { type Cut, type CutOptions, cutTypes } from "./cut.js";
export { elfSection, isElf } from "./elf.js";
export { BtfError, type BtfErrorCode } from "./error.js";
export { type Endian, KINDS, type Kind, type Linkage } from "./format.js";
export type { Member, MemberOrder, MembersOptions } from "./members.js";
export type { Prototype } from "./prototype.js";
export type * from "./types.js";
export { type WriteOptions, writeBtf } from "./write.js";
