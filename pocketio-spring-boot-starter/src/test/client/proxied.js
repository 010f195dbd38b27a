/*
 * Clients of a server behind a proxy: node proxied.js <URL> <certificate> <way> <number of clients>. Each sends a text and 600 kB, and has
 * to get them back; then a line of JSON says what the server knows of it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";

const [url, certificate, way, count] = process.argv.slice(2);
const transports = way === "upgrade" ? ["polling", "websocket"] : [way];
const ca = readFileSync(certificate);

async function visit() {
  // cookies are what some proxies find the node by
  const socket = io(url, { ca, transports, withCredentials: true, forceNew: true, reconnection: false });
  await new Promise((resolve, reject) => socket.on("connect", resolve).on("connect_error", reject));
  if (way === "upgrade" && socket.io.engine.transport.name !== "websocket") {
    await new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
  }
  const bytes = Buffer.alloc(600_000, 7);
  const [text, same] = await Promise.all(["é😀", bytes].map((value) => socket.emitWithAck("echo", value)));
  assert.equal(text, "é😀");
  assert.ok(bytes.equals(same));
  return { ...(await socket.emitWithAck("who")), transport: socket.io.engine.transport.name };
}

for (const seen of await Promise.all(Array.from({ length: Number(count) }, visit))) {
  console.log(JSON.stringify(seen));
}
process.exit(0);
