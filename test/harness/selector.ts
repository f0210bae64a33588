/** What nicdesc_nic can be set to besides a NIC, as nicdesc/access.h has it. */
export const ACCESS = { AUTO: 0n, CAST: 1n << 63n, COPY: 1n << 62n, NONE: 1n << 61n } as const;

export type Access = keyof typeof ACCESS;

/** A value of nicdesc_nic. */
export function nicValue(selector: number, access: Access = "AUTO"): bigint {
  return BigInt(selector) | ACCESS[access];
}

/** Its bytes. */
export function nicBytes(selector: number, access: Access = "AUTO"): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(nicValue(selector, access));
  return bytes;
}
