/*
 * Reference servers of older generations with those handlers of InteropApplication that the rows of the older protocols ask for:
 * node reference-older.js <2.5 or 0.9> <usual, quick or guarded>
 * A guarded one refuses whom GuardScenarios refuses.
 */
import { createServer } from "node:http";
import Module, { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const FRIEND = "http://friend.example";
const http = createServer((request, response) => response.writeHead(404).end());
const [version, kind] = process.argv.slice(2);
const guarded = kind === "guarded";
const times =
  kind === "quick"
    ? { pingInterval: 1000, pingTimeout: 5000, upgradeTimeout: 3000, closeTimeout: 6000 }
    : { pingInterval: 1000, pingTimeout: 8000, upgradeTimeout: 10_000, closeTimeout: 60_000 };
({ 2.5: serve25, 0.9: serve09 })[version]();

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
  socket.on("wait", (millis) => setTimeout(() => socket.emit("waited"), millis));
  socket.on("bye", (close) => socket.disconnect(close));
}

function serve25() {
  const guards = {
    origins: (origin, decide) => decide(null, ["*", FRIEND].includes(origin)),
    allowRequest: (request, decide) => {
      const { refuse } = request._query;
      return refuse ? decide(refuse, false) : io.checkRequest(request, decide);
    },
  };
  const io = require("socket.io-2.5")(http, { ...times, ...(guarded && guards) });
  if (guarded) {
    io.use((socket, next) => next(socket.handshake.query.unwelcome ? new Error("unwelcome") : undefined));
  }
  io.on("connection", (socket) => {
    connected(socket);
    socket.on("transport", (ack) => ack(socket.conn.transport.name));
    socket.on("disconnect", (reason) => io.of("/watch").emit("left", socket.id, reason));
  });
  io.of("/watch");
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
    "heartbeat interval": times.pingInterval / 1000,
    "heartbeat timeout": (times.pingInterval + times.pingTimeout) / 1000,
    "close timeout": times.closeTimeout / 1000,
    "polling duration": (times.pingInterval / 1000) * (kind === "quick" ? 1 : 3),
  });
  if (guarded) {
    io.set("origins", ["friend.example:80"]);
    io.set("authorization", ({ query }, decide) => decide(null, !query.refuse));
  }
  io.sockets.on("connection", (socket) => {
    connected(socket);
    socket.on("transport", (ack) => ack(io.transports[socket.id].name));
    socket.on("disconnect", (reason) => io.of("/watch").emit("left", socket.id, reason));
  });
  io.of("/watch");
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
