/*
 * Clients that come in waves, talk compressed, lose their connections, come back to their sessions, and leave for good in one way or
 * another: node waves.js <port> <waves> <clients>. Prints a line behind each wave, and waits for one before the next.
 */
import { createInterface } from "node:readline";
import { io } from "socket.io-client";
import { assert } from "./checks.js";
import { ask, event } from "./kit.js";

const [port, waves, clients] = process.argv.slice(2).map(Number);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const LEAVING = [
  (socket) => socket.disconnect(),
  (socket) => socket.io.engine.close(),
  (socket) => destroy(socket),
  (socket) => socket.emit("bye", true),
  (socket) => socket.io.engine.write("garbage that is no packet"),
];

/** Ends the connection without a word. */
function destroy(socket) {
  const { transport } = socket.io.engine;
  if (transport.ws) {
    transport.ws._socket.destroy();
  } else {
    socket.io.engine.close();
  }
}

async function arrive(number, room) {
  const transports = number % 3 ? ["websocket"] : ["polling", "websocket"];
  const socket = io(`http://127.0.0.1:${port}`, {
    transports,
    forceNew: true,
    reconnectionDelay: 5,
    reconnectionDelayMax: 20,
    perMessageDeflate: { threshold: 0 },
  });
  await event(socket, "connect");
  await ask(socket, "join", room);
  await ask(socket, "echo", "a".repeat(2_000), Buffer.alloc(2_000));
  return socket;
}

async function comeBack(socket) {
  const back = event(socket, "connect");
  destroy(socket);
  await back;
  await ask(socket, "echo", "b".repeat(2_000));
  return socket.recovered;
}

let compressed = 0;
let recovered = 0;
for (let wave = 0; wave < waves; wave++) {
  const room = `wave ${wave}`;
  const sockets = await Promise.all(Array.from({ length: clients }, (any, i) => arrive(i, room)));
  const told = sockets.map((socket) => event(socket, "told"));
  sockets[0].emit("in", [room], "c".repeat(5_000));
  await Promise.all(told);
  compressed += sockets.filter(({ io: { engine } }) => engine.transport.ws?.extensions === "permessage-deflate").length;
  recovered += (await Promise.all(sockets.filter((any, i) => i % 2).map(comeBack))).filter(Boolean).length;
  sockets.forEach((socket, i) => {
    socket.io.reconnection(false);
    LEAVING[i % LEAVING.length](socket);
  });
  console.log(JSON.stringify({ compressed, recovered }));
  await lines.next();
}
assert.ok(compressed);
process.exit(0);
