/** What a machine allows, as one report. */
import type { InterfaceReport } from "./interface.js";
import type { KernelReport } from "./kernel.js";

export interface DoctorReport {
  readonly kernel: KernelReport;
  readonly interfaces: readonly InterfaceReport[];
}
