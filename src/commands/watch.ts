import { watch as watchFiles } from "chokidar";
import { UsageError } from "../errors.js";
import { EXIT, type ExitCode, type Io, usageText } from "./io.js";

/** Editors write in several steps; this long after the last one, the files are read. */
const SETTLE_MS = 50;

/** Runs `work` now and after every change below the paths, until the process is interrupted. */
export async function watch(paths: readonly string[], work: () => Promise<ExitCode>, io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.good;
  let timer: NodeJS.Timeout | undefined;
  let stop = () => {};
  const watcher = watchFiles([...paths], { ignoreInitial: true });
  try {
    await new Promise<void>((resolve) => watcher.once("ready", resolve));
    await new Promise<void>((resolve, reject) => {
      let last = Promise.resolve();
      const again = () => {
        last = last.then(async () => {
          code = await attempt(work, io);
        });
        last.catch(reject);
      };
      watcher.on("all", () => {
        clearTimeout(timer);
        timer = setTimeout(again, SETTLE_MS);
      });
      watcher.on("error", reject);
      stop = resolve;
      process.on("SIGINT", stop).on("SIGTERM", stop);
      again();
      last.then(() => io.err(`watching ${paths.join(", ")}; Ctrl-C ends\n`), reject);
    });
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    clearTimeout(timer);
    await watcher.close();
  }
  return code;
}

/** A half-edited file is no reason to stop watching. */
async function attempt(work: () => Promise<ExitCode>, io: Io): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(usageText(error));
    return EXIT.usage;
  }
}
