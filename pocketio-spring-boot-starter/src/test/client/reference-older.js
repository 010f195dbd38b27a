/*
 * Reference servers of older generations with those handlers of InteropApplication that the rows of the older protocols ask for:
 * node reference-older.js <2.5 or 0.9>
 */
import { createServer } from "node:http";
import Module, { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const http = createServer((request, response) => response.writeHead(404).end());
({ 2.5: serve25, 0.9: serve09 })[process.argv[2]]();

function connected(socket) {
  socket.on("message", (...args) => socket.emit("message-back", args[0]));
  socket.on("echo", (...args) => {
    if (typeof args.at(-1) === "function") {
      args.pop()(...args);
    } else {
      socket.emit("echo", ...args);
    }
  });
  socket.on("ask", (event, ...args) => {
    socket.emit(event, ...args, (first, second) => {
      socket.emit("answered", ...[first, second].filter((reply) => reply !== undefined));
    });
  });
  socket.on("query", (name, ack) => ack(socket.handshake.query[name]));
  socket.on("bye", (close) => socket.disconnect(close));
}

function serve25() {
  const io = require("socket.io-2.5")(http, { pingInterval: 1000, pingTimeout: 8000 });
  io.on("connection", (socket) => {
    connected(socket);
    socket.on("transport", (ack) => ack(socket.conn.transport.name));
  });
  io.of("/custom").on("connection", (socket) => {
    const { EIO, transport, t, b64, sid, ...query } = socket.handshake.query;
    custom(socket, query);
  });
  io.of("/auth").use((socket, next) => next(Object.assign(new Error("nope"), { data: { a: 1 } })));
  io.of("/login")
    .use((socket, next) => next(socket.handshake.query.token === "secret" ? undefined : new Error("not authorized")))
    .on("connection", (socket) => socket.on("whoami", (ack) => ack(socket.handshake.query.name)));
}

function serve09() {
  const load = Module._load;
  // what serves Flash its policy does not load here
  Module._load = (name, ...rest) =>
    name === "policyfile" ? { createServer: () => ({ listen() {} }) } : load(name, ...rest);
  const io = require("socket.io-0.9").listen(http, {
    "log level": 0,
    "heartbeat interval": 1,
    "heartbeat timeout": 9,
    "close timeout": 60,
    "polling duration": 1,
  });
  io.sockets.on("connection", (socket) => {
    connected(socket);
    socket.on("transport", (ack) => ack(io.transports[socket.id].name));
  });
  io.of("/custom").on("connection", (socket) => custom(socket, socket.handshake.query));
  io.of("/auth").authorization((data, decide) => decide(null, false));
  io.of("/login")
    .authorization((data, decide) => decide(null, data.query.token === "secret"))
    .on("connection", (socket) => socket.on("whoami", (ack) => ack(socket.handshake.query.name)));
}

function custom(socket, query) {
  socket.emit("auth", query);
  socket.on("message", (...args) => socket.emit("message-back", args[0]));
  socket.on("message-with-ack", (...args) => args.pop()(...args));
}

http.listen(0, "127.0.0.1", () => console.log(`listening ${http.address().port}`));
