/*
 * The reference server with the handlers of InteropApplication. The conformance tests run against it with
 * -Dinterop.reference=true, which proves the tests; an argument gives the options as JSON. It is a node of a cluster with
 * {"cluster":{"node":"its name","type":"redis","port":6379}}.
 */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { Server as EngineServer } from "engine.io";
import msgpackParser from "socket.io-msgpack-parser";
import * as api from "./reference-api.js";
import { redisAdapter } from "./redis-adapters.js";

const { official, guarded, parser, cluster, ...options } = JSON.parse(process.argv[2] ?? "{}");

const http = createServer((request, response) => response.writeHead(404).end());
const guards = {
  cors: { origin: "http://friend.example", credentials: true },
  allowRequest: (request, decide) => decide(request._query.refuse, !request._query.refuse),
};
const io = new Server(http, {
  ...options,
  ...(guarded && guards),
  ...(parser === "msgpack" && { parser: msgpackParser }),
  ...(cluster && { adapter: await redisAdapter(cluster) }),
});

function rejection(message, data) {
  return Object.assign(new Error(message), { data });
}

function connected(socket) {
  if (official) {
    socket.emit("auth", socket.handshake.auth);
  }

  socket.on("message", (...args) => socket.emit("message-back", ...args));
  socket.on("message-with-ack", (...args) => args.pop()(...args));
  socket.on("echo", (...args) => {
    if (typeof args.at(-1) === "function") {
      args.pop()(...args);
    } else {
      socket.emit("echo", ...args);
    }
  });
  socket.on("ask", (event, ...args) => {
    socket.emit(event, ...args, (...reply) => socket.emit("answered", ...reply));
  });

  socket.on("join", (room, ack) => {
    socket.join(room);
    ack?.();
  });
  socket.on("leave", (room, ack) => {
    socket.leave(room);
    ack?.();
  });
  socket.on("rooms", (ack) => ack([...socket.rooms].sort()));
  socket.on("to", (rooms, text) => socket.to(rooms).emit("told", text));
  socket.on("in", (rooms, text) => io.in(rooms).emit("told", text));
  socket.on("except", (rooms, text) => socket.except(rooms).emit("told", text));
  socket.on("in-except", (rooms, excepted, text) => io.in(rooms).except(excepted).emit("told", text));
  socket.on("broadcast", (text) => socket.broadcast.emit("told", text));
  socket.on("everybody", (text) => io.emit("told", text));
  socket.on("volatile", (text) => socket.volatile.emit("told", text));
  socket.on("volatile-to", (room, text) => io.to(room).volatile.emit("told", text));

  socket.on("number", (number, ack) => typeof number === "number" && ack(number + 1));
  socket.on("throw", () => {});
  socket.on("set", (key, value, ack) => {
    socket.data[key] = value;
    ack();
  });
  socket.on("get", (key, ack) => ack(socket.data[key]));
  socket.on("transport", (ack) => ack(socket.conn.transport.name));
  socket.on("query", (name, ack) => ack(socket.handshake.query[name]));
  socket.on("flood", (count) => {
    for (let i = 0; i < count; i++) {
      socket.emit("seq", i);
    }
  });
  socket.on("seq", (i) => socket.emit("seq-back", i));
  socket.on("wait", (millis) => setTimeout(() => socket.emit("waited"), millis));
  socket.on("bye", (close) => socket.disconnect(close));

  socket.on("disconnecting", (reason) => {
    const rooms = [...socket.rooms].filter((room) => room !== socket.id).sort();
    io.of("/watch").emit("leaving", socket.id, reason, rooms);
  });
  socket.on("disconnect", (reason) => io.of("/watch").emit("left", socket.id, reason));
}

if (guarded) {
  io.use((socket, next) => next(socket.handshake.query.unwelcome ? rejection("unwelcome") : undefined));
}
io.on("connection", connected);

io.of("/custom").on("connection", (socket) => {
  socket.emit("auth", socket.handshake.auth);
  socket.on("message", (...args) => socket.emit("message-back", ...args));
  socket.on("message-with-ack", (...args) => args.pop()(...args));
});

io.of("/watch");

io.of("/auth").use((socket, next) => next(rejection("nope", { a: 1 })));

io.of("/login")
  .use((socket, next) => next(socket.handshake.auth.token === "secret" ? undefined : rejection("not authorized")))
  .on("connection", (socket) => socket.on("whoami", (ack) => ack(socket.handshake.auth.name)));

io.of("/greeting")
  .use((socket, next) => {
    socket.emit("early");
    next();
  })
  .on("connection", (socket) => {
    socket.emit("welcome", 1);
    socket.emit("welcome", Buffer.from([1, 2, 3]), { deep: [Buffer.from([4, 5])] });
  });

Object.values(api).forEach((serve) => serve(io, cluster?.node));

/* Plain Engine.IO beside it. */
function mount(path, engineOptions) {
  const engine = new EngineServer(engineOptions);
  engine.on("connection", (session) => {
    session.on("message", (message) => (message === "close" ? session.close() : session.send(message)));
  });
  engine.attach(http, { path, destroyUpgrade: false });
}

const times = Object.fromEntries(
  Object.entries(options).filter(([name]) => ["pingInterval", "pingTimeout", "upgradeTimeout"].includes(name)),
);
mount("/engine.io/", times);
mount("/cookie/", { ...times, cookie: { name: "io", path: "/", httpOnly: true, sameSite: "lax" } });
mount("/guarded/", {
  ...times,
  allowRequest: (request, decide) => {
    const { searchParams } = new URL(request.url, "http://localhost");
    decide(searchParams.get("refuse"), !searchParams.has("refuse"));
  },
});
const withoutIds = new EngineServer(times);
withoutIds.generateId = () => {
  throw new Error("no ids");
};
withoutIds.attach(http, { path: "/without-ids/", destroyUpgrade: false });
mount("/polling-only/", { ...times, transports: ["polling"] });
mount("/no-upgrades/", { ...times, allowUpgrades: false });

http.listen(0, "127.0.0.1", () => console.log(`listening ${http.address().port}`));
