/** The vectors that scripts/vectors makes of the kernel's own code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../vectors", import.meta.url));

interface VectorFile<V> {
  readonly descriptor: string;
  readonly kernel: string;
  readonly vectors: readonly V[];
}

export interface FieldVector {
  readonly bytes: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly ret: number;
  readonly [part: string]: string | number;
}

/** What a driver made of a descriptor; a key is null where it did not set the thing, absent where nobody asked. */
export interface Expectation {
  readonly ip_summed?: number;
  readonly csum_level?: number;
  readonly csum?: string | null;
  readonly csum_error?: boolean;
  readonly hash?: string | null;
  readonly hash_type?: number | null;
  readonly vlan_proto?: string | null;
  readonly vlan_tci?: string | null;
  readonly hwtstamp?: string | null;
  readonly hwtstamp_register?: number | null;
  readonly mark?: string;
  readonly xdp_rx_hash?: Outcome;
  readonly xdp_rx_timestamp?: Outcome;
  readonly xdp_rx_vlan_tag?: Outcome;
  readonly fields?: Readonly<Record<string, string | number>>;
}

export interface MeaningVector {
  readonly bytes: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expect: Expectation;
}

export type FieldFile = VectorFile<FieldVector>;
export type MeaningFile = VectorFile<MeaningVector>;

export function fieldFiles(): FieldFile[] {
  return filesOf("fields");
}

export function meaningFiles(): MeaningFile[] {
  return filesOf("meaning");
}

function filesOf<V>(kind: string): VectorFile<V>[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(`.${kind}.json`))
    .sort()
    .map((path) => {
      const file = JSON.parse(readFileSync(join(FOLDER, path), "utf8")) as VectorFile<V>;
      if (`${file.descriptor}.${kind}.json` !== path.replaceAll("\\", "/"))
        throw new Error(`${path} is of ${file.descriptor}`);
      return file;
    });
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
