/*
 * One client of any generation in Node: node generations.js <port> <package> <way>... Prints the names of the checks of each way,
 * then what became of each: one JSON document a line.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Cable } from "./checks.js";
import { checkGeneration } from "./generation-checks.js";
import { client } from "./generation-clients.js";

const require = createRequire(import.meta.url);
const [port, packageName, ...ways] = process.argv.slice(2);

/** Client 1.0 takes a buffer with a property of this name for something else, because buffers had none when it was written. */
function bufferOfItsTime(bytes) {
  return Object.defineProperty(Buffer.from(bytes), "buffer", { value: undefined });
}

function load(name, way, more) {
  const io = require(name);
  const folder = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return client({
    io: io.io ?? io,
    version: JSON.parse(readFileSync(folder, "utf8")).version,
    way,
    port,
    binary: packageName.endsWith("-1.0") ? bufferOfItsTime : (bytes) => Buffer.from(bytes),
    cable: async () => {
      const cable = new Cable(port);
      await cable.listening();
      return cable;
    },
    ...more,
  });
}

// what a client throws in its own callbacks makes it silent, which its checks notice
process.on("uncaughtException", (error) => console.error(`${packageName}: ${error.stack}`));

const newest = load("socket.io-client", "websocket");
await Promise.all(
  ways.map((way) => checkGeneration(load(packageName, way, { newest }), { report: (line) => console.log(JSON.stringify(line)) })),
);
process.exit(0);
