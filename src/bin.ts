import { run } from "./cli.js";
import { EXIT } from "./commands/io.js";

const { env } = process;

/** Opened when it is first needed, for that takes time. */
function opened(open: () => NodeJS.WriteStream): () => NodeJS.WriteStream {
  let stream: NodeJS.WriteStream | undefined;
  return () => {
    if (stream !== undefined) return stream;
    stream = open();
    // A reader that has seen enough (head, less) is no error.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
    return stream;
  };
}

const stdout = opened(() => process.stdout);
const stderr = opened(() => process.stderr);

function colored(stream: () => NodeJS.WriteStream): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return stream().isTTY === true && env["TERM"] !== "dumb";
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

run(process.argv.slice(2), {
  out: (text) => void stdout().write(text),
  err: (text) => void stderr().write(text),
  stdin: readStdin,
  color: {
    get out() {
      return colored(stdout);
    },
    get err() {
      return colored(stderr);
    },
  },
  get width() {
    return stdout().columns || 80;
  },
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr().write(
      `nicdesc: this is a bug in nicdesc, not in your input. Please report it with the command and this text:\n${text}\n`,
    );
    process.exitCode = EXIT.usage;
  },
);
