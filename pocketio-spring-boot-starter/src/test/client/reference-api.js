/* What the reference server does for the checks of the whole server API; the classes named …Scenarios are the same for ours. */
import { Socket } from "socket.io";

export function serveEmission(io) {
  const outcomes = {};

  const target = (socket, { from, to, except, useIn, local, isVolatile, compress, timeout }) => {
    const start = { server: io, namespace: socket.nsp, socket }[from];
    let broadcast = useIn ? start.in(to) : start.to(to);
    broadcast = broadcast.except(except);
    broadcast = local ? broadcast.local : broadcast;
    broadcast = isVolatile ? broadcast.volatile : broadcast;
    broadcast = compress === undefined ? broadcast : broadcast.compress(compress);
    return timeout ? broadcast.timeout(timeout) : broadcast;
  };

  const connected = (socket) => {
    socket.on("enter", (rooms, ack) => {
      socket.join(rooms);
      ack();
    });
    socket.on("emit", (spec, ...args) => target(socket, spec).emit(spec.event, ...args));
    socket.on("ask-all", (spec, ...args) => {
      const ack = args.pop();
      target(socket, spec).emit(spec.event, ...args, (error, answers) => ack({ answers, error: !!error }));
    });
  };
  io.on("connection", connected);

  io.of("/emission").on("connection", (socket) => {
    connected(socket);
    socket.on("emit-to-me", ({ isVolatile, compress }, ...args) => {
      const emitter = compress === undefined ? socket : socket.compress(compress);
      (isVolatile ? emitter.volatile : emitter).emit("me", ...args);
    });
    socket.on("flood-me", (count, text) => {
      for (let i = 0; i < count; i++) {
        socket.volatile.emit("me", text);
      }
      socket.emit("flooded");
    });
    socket.on("send", (room, ...args) => {
      socket.to(room).emit("message", ...args);
      socket.send(...args);
    });
    socket.on("ask-me", (timeout, event, ...args) => {
      const ack = args.pop();
      socket.timeout(timeout).emit(event, ...args, (error, answer) => ack(error ? { error: "timeout" } : { answer }));
    });
    socket.on("emit-reserved", (name, ack) => {
      try {
        socket.emit(name);
        ack(false);
      } catch {
        ack(true);
      }
    });
    socket.on("count", (room, id, count) => {
      for (let i = 0; i < count; i++) {
        (i % 2 ? io.of("/emission").to(room) : socket.to(id)).emit("number", i);
      }
    });
  });
}

function rejection(message, data) {
  return Object.assign(new Error(message), { data });
}

const later = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export function serveMiddleware(io) {
  const asks = (name, data) => (socket, next) => {
    (socket.data.asked ??= []).push(name);
    const refuses = socket.handshake.auth.refuse === name;
    next(refuses ? rejection(`${name} refuses`, data(socket.data.asked)) : undefined);
  };
  const first = asks("first", (asked) => ({ asked }));
  const slow = asks("slow", (asked) => ({ asked, deep: [{ a: [] }] }));
  const last = asks("last", () => undefined);
  io.of("/middleware")
    .use(first)
    .use((socket, next) => later(20).then(() => slow(socket, next)))
    .use(last)
    .on("connection", (socket) => socket.emit("asked", socket.data.asked, socket.handshake.auth.name));
}

export function serveEventMiddleware(io) {
  io.of("/event-middleware").on("connection", (socket) => {
    const trace = [];
    socket.onAny(() => trace.push("any"));
    socket.use(([name, ...args], next) => {
      if (name === "refused") {
        next(new Error("no such event"));
        return;
      }
      trace.push("first");
      if (name === "number" && args[0] < 0) {
        next(new Error("not positive"));
      } else if (name === "slow") {
        later(30).then(next);
      } else {
        next();
      }
    });
    socket.use(([name, ...args], next) => {
      trace.push("second");
      if (name === "seen") {
        socket.emit("saw", name, args);
      }
      next();
    });
    socket.on("error", (error) => socket.emit("error-of", error.message));
    socket.on("refused", () => trace.push("refused"));
    socket.on("traced", (ack) => ack([...trace, "handler"]));
    socket.on("number", (number, ack) => ack?.(number));
    socket.on("slow", (number, ack) => ack(number));
    socket.on("ask", (ack) => socket.emit("question", ack));
  });
}

export function serveNamespaces(io) {
  const created = [];
  io.on("new_namespace", (namespace) => created.push(namespace.name));

  const connected = (which) => (socket) => {
    socket.on("name", (ack) => ack(socket.nsp.name));
    socket.on("which", (ack) => ack(which));
    socket.on("crowd", (ack) => ack(socket.nsp.sockets.size));
    socket.on("enter", (room, ack) => {
      socket.join(room);
      ack();
    });
    socket.on("tell", (text, ack) => {
      socket.nsp.emit("told", text);
      ack();
    });
  };
  io.of("/room-0").on("connection", connected("static"));
  const rooms = io.of(/^\/room-\d+$/);
  rooms.use((socket, next) => next(socket.handshake.auth.banned ? rejection("banned") : undefined));
  rooms.on("connection", connected("first pattern"));
  rooms.on("connection", (socket) => {
    socket.on("tell-all", (text) => rooms.emit("told", text));
    socket.on("tell-room", (room) => rooms.to(room).emit("told", room));
  });
  io.of(/^\/room-\d+0$/).on("connection", connected("second pattern"));
  io.of((name, auth, next) => {
    if (!name.startsWith("/team/")) {
      next(null, false);
    } else if (auth.key === "broken") {
      next(new Error("on purpose: broken"));
    } else {
      setTimeout(() => next(null, auth.key === "open"), 5);
    }
  }).on("connection", connected("predicate"));

  io.of("/emission").on("connection", (socket) => {
    socket.on("created", (ack) => ack(created));
    socket.on("exists", (name, ack) => ack(io._nsps.has(name)));
  });
}

export function serveListeners(io) {
  const text = (args) =>
    JSON.stringify(
      args
        .filter((value) => typeof value !== "function")
        .map((value) => (Buffer.isBuffer(value) ? `<${value.toString("hex")}>` : value)),
    );

  io.of("/listeners").on("connection", (socket) => {
    let heard = [];
    const removals = {};
    const command = (name, run) =>
      socket.on(name, (...args) => {
        const ack = args.pop();
        const result = run(...args);
        ack(...(Array.isArray(result) ? [result] : []));
      });
    const any = (name, add, remove) => {
      const listener = (event, ...args) => heard.push(`${name} ${event} ${text(args)}`);
      add.call(socket, listener);
      removals[name] = () => remove.call(socket, listener);
    };

    command("heard", () => heard.splice(0));
    command("forget", () => {
      heard = [];
    });
    command("listen", (event, name) => {
      const listener = (number) => heard.push(`${name} ${event} ${number}`);
      socket.on(event, listener);
      removals[name] = () => socket.off(event, listener);
    });
    command("listen-once", (event) => socket.once(event, (number) => heard.push(`once ${event} ${number}`)));
    command("remove", (name) => removals[name]());
    command("off", (event) => socket.removeAllListeners(event));
    command("any", (name) => any(name, socket.onAny, socket.offAny));
    command("prepend-any", (name) => any(name, socket.prependAny, socket.offAny));
    command("off-any", () => socket.offAny());
    command("any-outgoing", (name) => any(name, socket.onAnyOutgoing, socket.offAnyOutgoing));
    command("prepend-any-outgoing", (name) => any(name, socket.prependAnyOutgoing, socket.offAnyOutgoing));
    command("off-any-outgoing", () => socket.offAnyOutgoing());
    command("enter", (room) => socket.join(room));
    command("emit", (event, ...args) => socket.emit(event, ...args));
    command("tell", (room, event, ...args) => io.of("/listeners").to(room).emit(event, ...args));
    socket.on("question-me", (ack) => socket.emit("question", ack));
  });
}

export function serveSteering(io, node) {
  const namespace = io.of("/steering");
  namespace.on("anybody?", (ack) => ack(node));
  namespace.on("note", (text) => namespace.local.emit("noted", node, text));
  const happened = {};
  const tell = (room, what) => (happened[room] ??= []).push(what);
  namespace.adapter.on("create-room", (room) => tell(room, "create"));
  namespace.adapter.on("join-room", (room, id) => tell(room, `join ${id}`));
  namespace.adapter.on("leave-room", (room, id) => tell(room, `leave ${id}`));
  namespace.adapter.on("delete-room", (room) => tell(room, "delete"));

  const target = ({ to, except }) => namespace.in(to).except(except);
  const remote = async (id) => (await namespace.in(id).fetchSockets())[0];

  namespace.on("connection", (socket) => {
    const command = (name, run) =>
      socket.on(name, async (...args) => {
        const ack = typeof args.at(-1) === "function" ? args.pop() : () => {};
        const result = await run(...args);
        ack(...(typeof result === "object" && !(result instanceof Socket) ? [result] : []));
      });
    command("enter", (room) => socket.join(room));
    command("quit", (room) => socket.leave(room));
    command("rooms", () => [...socket.rooms]);
    command("remember", (key, value) => {
      socket.data[key] = value;
    });
    command("fetch", async (spec) => {
      const found = await target(spec).fetchSockets();
      return found.map(({ id, rooms, data, handshake: { auth, query, address } }) => ({
        id,
        rooms: [...rooms],
        data,
        auth,
        query: query.q,
        address: address.replace("::ffff:", ""),
      }));
    });
    command("remote", async (id, what, ...args) => {
      const other = await remote(id);
      if (what === "emit") {
        other.emit("told", ...args);
      } else {
        other[what](...args);
      }
    });
    command("remote-ask", async (id, timeout, text) => {
      const other = await remote(id);
      return other.timeout(timeout).emitWithAck("question", text).then(
        (answer) => ({ answer }),
        () => ({ error: true }),
      );
    });
    command("sockets-join", (spec, rooms) => target(spec).socketsJoin(rooms));
    command("sockets-leave", (spec, rooms) => target(spec).socketsLeave(rooms));
    command("others-join", (room, other) => socket.to(room).socketsJoin(other));
    command("sockets-disconnect", (spec, close) => target(spec).disconnectSockets(close));
    command("happened", (room) => happened[room] ?? []);
    command("server-side-emit", (text) => {
      namespace.serverSideEmit("note", text);
    });
    command("server-side", () => namespace.serverSideEmitWithAck?.("anybody?").catch(() => []) ?? []);
  });
}

export function serveFlow(io) {
  const flows = new Map();
  const sent = (flow, sender) => {
    flow.sent[sender] ??= 0;
    return flow.sent[sender]++;
  };
  const namespace = io.of("/flow");
  namespace.on("connection", (socket) => {
    const { key } = socket.handshake.auth;
    if (!socket.recovered) {
      socket.join(`flow ${key}`);
      flows.set(key, { sent: flows.get(key)?.sent ?? {} });
    }
    flows.get(key).socket = socket;
    socket.on("remember", (name, value, rooms, ack) => {
      socket.data[name] = value;
      socket.join(rooms);
      ack();
    });
    socket.on("tell", (ack) =>
      ack({ recovered: socket.recovered, data: socket.data.nick, rooms: [...socket.rooms] }),
    );
    socket.on("leave-me", () => socket.disconnect());
  });
  io.of("/flow-control").on("connection", (control) => {
    control.on("is-here", (key, ack) => ack(flows.get(key).socket.connected));
    control.on("end", (sid) => io.engine.clients[sid]?.close());
    control.on("send", (key, count, ack) => {
      const flow = flows.get(key);
      for (let i = 0; i < count; i++) {
        const sender = `sender ${i % 4}`;
        const number = sent(flow, sender);
        const target = { 0: namespace.to(`flow ${key}`), 1: namespace.to(flow.socket.id), 2: flow.socket }[number % 3];
        target.emit("number", sender, number);
        if (number % 5 === 0) {
          target.volatile.emit("volatile", 1);
        }
        if (number % 7 === 0) {
          target.timeout(1_000).emit("question", 1, () => {});
        }
      }
      ack?.();
    });
  });
}

export function serveHooks(io) {
  const errors = [];
  io.engine.on("initial_headers", (headers) => (headers["x-interop-initial"] = "yes"));
  io.engine.on("headers", (headers) => (headers["x-interop"] = "yes"));
  io.engine.on("connection_error", ({ code, message, context }) => errors.push({ code, message, context }));
  io.of("/emission").on("connection", (socket) => socket.on("connection-errors", (ack) => ack(errors)));
}
