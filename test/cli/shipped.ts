/** Reading every shipped spec takes most of a command's time: in the tests' process, a few stand for all. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export const SHIPPED = mkdtempSync(join(tmpdir(), "nicdesc-shipped-"));
afterAll(() => rmSync(SHIPPED, { recursive: true, force: true }));

for (const name of ["metadata.yaml", "igc", "mlx5", "virtio_net"])
  cpSync(join(import.meta.dirname, "..", "..", "specs", name), join(SHIPPED, name), { recursive: true });
