/*
 * The whole server API, seen by the official client: node api-checks.js <JSON>, of which `port` is the server's, `way` is polling
 * or websocket, `parser` is json or msgpack, `themes` names the files with the checks, and `reference` says whether the server is
 * the reference.
 */
import { io } from "socket.io-client";
import { runAll } from "./checks.js";

const { port, ports, way, parser, themes, reference } = JSON.parse(process.argv[2]);

for (const theme of themes) {
  await import(`./api-${theme}.js`);
}
await runAll({
  io,
  version: "4.8",
  port,
  ports,
  way,
  transports: [way],
  parserName: parser,
  parser: parser === "msgpack" ? (await import("socket.io-msgpack-parser")).default : undefined,
  reference,
});
