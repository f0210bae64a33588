/** The report as plain data. */
import type { DoctorReport } from "./doctor.js";

export function reportJson({ kernel, interfaces }: DoctorReport): string {
  const plain = { kernel, interfaces: interfaces.map((each) => ({ ...each, spec: each.spec ?? null })) };
  return `${JSON.stringify(plain, null, 2)}\n`;
}
