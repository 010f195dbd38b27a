/*
 * The official client against the server: node client-checks.js <port> <port of the server with quick pings> <package> <way>.
 * A way is polling, websocket, or upgrade. A further word, compressed or msgpack, says how messages travel.
 */
import { readFileSync } from "node:fs";
import { assert, check, runAll } from "./checks.js";
import { ask, echo, event, token } from "./kit.js";

const [port, quickPort, packageName, way, word] = process.argv.slice(2);
const compressed = word === "compressed";
const LIMIT = 1_000_000;

/** Collects, until a last one comes, which of the texts each socket is told. */
function collect(sockets, last) {
  return Promise.all(
    sockets.map(async (socket) => {
      const texts = [];
      socket.on("told", (text) => texts.push(text));
      await event(socket, "told", (text) => text === last);
      return texts.filter((text) => text !== last && text.startsWith?.(last.slice(0, -1)));
    }),
  );
}

/** Waits until both sides have moved to the WebSocket. */
async function upgraded(socket) {
  const { engine } = socket.io;
  if (engine.transport.name !== "websocket") {
    await event(engine, "upgrade");
  }
  await ask(socket, "echo");
}

/** Says where numbers that should count up do not. */
function misplaced(numbers) {
  return numbers.flatMap((number, i) => (number === (i ? numbers[i - 1] + 1 : 0) ? [] : [`${numbers[i - 1]}, ${number}`])).join("; ");
}

check("connects", async (context) => {
  const socket = await context.connected();
  assert.equal(socket.connected, true);
  assert.equal(socket.id.length, 20);
  assert.notEqual(socket.id, socket.io.engine.id);
  if (way === "upgrade") {
    await upgraded(socket);
  }
  const [transport] = await ask(socket, "transport");
  assert.equal(transport, way === "polling" ? "polling" : "websocket");
});

if (compressed) {
  check("agrees on compression", async (context) => {
    const socket = await context.connected();
    if (way === "upgrade") {
      await upgraded(socket);
    }
    assert.equal(socket.io.engine.transport.ws.extensions, "permessage-deflate");
  });
}

check("sends auth", async (context) => {
  const socket = context.open("/custom", { auth: { token: "é😀", deep: [{ a: null }] } });
  const [auth] = await event(socket, "auth");
  assert.deepEqual(auth, { token: "é😀", deep: [{ a: null }] });
});

check("sends auth of a function", async (context) => {
  const socket = context.open("/custom", { auth: (send) => setTimeout(() => send({ later: true }), 5) });
  const [auth] = await event(socket, "auth");
  assert.deepEqual(auth, { later: true });
});

check("sends no auth", async (context) => {
  const [auth] = await event(context.open("/custom"), "auth");
  assert.deepEqual(auth, {});
});

check("sends a query", async (context) => {
  const socket = await context.connected("/", { query: { token: "a&b=ü 😀" } });
  assert.deepEqual(await ask(socket, "query", "token"), ["a&b=ü 😀"]);
});

check("emits and listens", async (context) => {
  const socket = await context.connected();
  const values = [1, -0.5, "a", true, null, [], {}, { a: [1, { b: "c" }] }];
  assert.deepEqual(await echo(socket, ...values), values);
  assert.deepEqual(await echo(socket), []);
});

check("emits what JSON has no word for", async (context) => {
  const socket = await context.connected();
  const date = new Date(0);
  assert.deepEqual(await echo(socket, undefined, NaN, date, { a: undefined }), [null, null, date.toJSON(), {}]);
}, { json: true });

check("sends messages", async (context) => {
  const socket = await context.connected();
  const answer = event(socket, "message-back");
  socket.send("a", { b: 1 });
  assert.deepEqual(await answer, ["a", { b: 1 }]);
});

check("keeps unicode", async (context) => {
  const socket = await context.connected();
  const texts = ["é", "😀", "𝒳\u{10ffff}", "\ud800", "\udc00x", "x\ud800y", "\u0000\u2028\u2029\u007f", "", "\ufeff", "\ufffd"];
  assert.deepEqual(await echo(socket, ...texts), texts);
  assert.deepEqual(await ask(socket, "echo", { "é😀": "é😀" }), [{ "é😀": "é😀" }]);
}, { json: true });

check("emits before it is connected", async (context) => {
  const socket = context.open();
  assert.deepEqual(await echo(socket, "early"), ["early"]);
});

check("is acknowledged", async (context) => {
  const socket = await context.connected();
  assert.deepEqual(await ask(socket, "echo", 1, { a: 2 }), [1, { a: 2 }]);
  assert.deepEqual(await ask(socket, "message-with-ack", "x"), ["x"]);
  assert.deepEqual(await ask(socket, "join", "a"), []);
});

check("is acknowledged out of order", async (context) => {
  const socket = await context.connected();
  const replies = await Promise.all(Array.from({ length: 100 }, (any, i) => ask(socket, "echo", i)));
  assert.deepEqual(replies, Array.from({ length: 100 }, (any, i) => [i]));
});

check("acknowledges", async (context) => {
  const socket = await context.connected();
  socket.on("question", (number, answer) => answer(number + 1, { text: "é" }));
  const answered = event(socket, "answered");
  socket.emit("ask", "question", 41);
  assert.deepEqual(await answered, [42, { text: "é" }]);
});

check("waits for acknowledgements as promises", async (context) => {
  const socket = await context.connected();
  assert.equal(await socket.emitWithAck("echo", "a", "b"), "a");
}, { since: "4.6" });

check("is acknowledged in time", async (context) => {
  const socket = await context.connected();
  const reply = await new Promise((resolve) => {
    socket.timeout(10_000).emit("echo", "a", (...args) => resolve(args));
  });
  assert.deepEqual(reply, [null, "a"]);
}, { since: "4.4" });

check("notices that nobody acknowledges", async (context) => {
  const socket = await context.connected();
  for (const name of ["nobody listens", "throw"]) {
    const [error] = await new Promise((resolve) => {
      socket.timeout(100).emit(name, "x", (...args) => resolve(args));
    });
    assert.equal(error.message, "operation has timed out");
  }
  assert.deepEqual(await echo(socket, 1), [1]);
}, { since: "4.4" });

check("retries until it is acknowledged", async (context) => {
  const socket = await context.connected("/", { retries: 3, ackTimeout: 5_000 });
  const replies = await Promise.all([socket.emitWithAck("echo", 1), socket.emitWithAck("echo", 2)]);
  assert.deepEqual(replies, [1, 2]);
}, { since: "4.6" });

check("sends buffers", async (context) => {
  const socket = await context.connected();
  const [buffer] = await echo(socket, Buffer.from([0, 1, 127, 128, 255]));
  assert.ok(Buffer.isBuffer(buffer));
  assert.deepEqual([...buffer], [0, 1, 127, 128, 255]);
  const [empty, text] = await echo(socket, Buffer.alloc(0), "behind");
  assert.equal(empty.length, 0);
  assert.equal(text, "behind");
});

check("sends array buffers and views", async (context) => {
  const socket = await context.connected();
  const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6]);
  const [whole, view] = await echo(socket, bytes.buffer, bytes.subarray(2, 4));
  assert.deepEqual([...whole], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...view], [3, 4]);
}, { json: true });

check("sends nested binary", async (context) => {
  const socket = await context.connected();
  const value = { a: [Buffer.from("x"), { b: Buffer.from("y") }], c: "z", d: [[Buffer.from("w")]] };
  const [answer, last] = await echo(socket, value, Buffer.from("v"));
  assert.deepEqual(answer, value);
  assert.deepEqual(last, Buffer.from("v"));
});

check("keeps binary and text in order", async (context) => {
  const socket = await context.connected();
  const received = [];
  const done = event(socket, "echo", (value) => {
    received.push(Buffer.isBuffer(value) ? value[0] : value);
    return received.length === 200;
  });
  for (let i = 0; i < 200; i++) {
    socket.emit("echo", i % 2 ? Buffer.from([i]) : i);
  }
  await done;
  assert.deepEqual(received, Array.from({ length: 200 }, (any, i) => i));
});

check("is acknowledged with binary", async (context) => {
  const socket = await context.connected();
  const [first, second] = await ask(socket, "echo", Buffer.from("a"), { b: Buffer.from("b") });
  assert.deepEqual([first, second], [Buffer.from("a"), { b: Buffer.from("b") }]);
});

check("acknowledges with binary", async (context) => {
  const socket = await context.connected();
  socket.on("question", (bytes, answer) => answer(Buffer.concat([bytes, Buffer.from([9])])));
  const answered = event(socket, "answered");
  socket.emit("ask", "question", Buffer.from([1]));
  assert.deepEqual(await answered, [Buffer.from([1, 9])]);
});

check("joins several namespaces over one connection", async (context) => {
  const main = context.open();
  const manager = main.io;
  const custom = manager.socket("/custom");
  const login = manager.socket("/login", { auth: { token: "secret", name: "Ada" } });
  await Promise.all([event(main, "connect"), event(custom, "connect"), event(login, "connect")]);
  assert.equal(new Set([main.id, custom.id, login.id, manager.engine.id]).size, 4);

  const back = event(custom, "message-back");
  custom.emit("message", "to custom");
  assert.deepEqual(await Promise.all([echo(main, "to main"), back, ask(login, "whoami")]), [
    ["to main"],
    ["to custom"],
    ["Ada"],
  ]);
});

check("leaves one namespace and stays in another", async (context) => {
  const main = await context.connected();
  const custom = main.io.socket("/custom");
  await event(custom, "connect");
  custom.disconnect();
  assert.deepEqual(await echo(main, 1), [1]);
  custom.connect();
  await event(custom, "connect");
});

check("is told that a namespace does not exist", async (context) => {
  const [error] = await event(context.open("/unknown"), "connect_error");
  assert.equal(error.message, "Invalid namespace");
});

check("is told why it may not connect", async (context) => {
  const socket = context.open("/auth");
  const [error] = await event(socket, "connect_error");
  assert.ok(error instanceof Error);
  assert.equal(error.message, "nope");
  assert.deepEqual(error.data, { a: 1 });
  assert.equal(socket.connected, false);
});

check("connects once its auth is right", async (context) => {
  const socket = context.open("/login", { auth: { token: "guess" } });
  const [error] = await event(socket, "connect_error");
  assert.equal(error.message, "not authorized");
  assert.equal(error.data, undefined);
  socket.auth = { token: "secret", name: "Bob" };
  socket.connect();
  await event(socket, "connect");
  assert.deepEqual(await ask(socket, "whoami"), ["Bob"]);
});

check("gets what is sent before and upon its connection", async (context) => {
  const socket = context.open("/greeting");
  const order = [];
  socket.on("connect", () => order.push("connect"));
  socket.on("early", () => order.push("early"));
  socket.on("welcome", (first) => order.push(first));
  const [bytes, { deep }] = await event(socket, "welcome", (first) => first !== 1);
  assert.deepEqual(order.slice(0, 3).sort(), [1, "connect", "early"]);
  assert.equal(order[2], 1);
  assert.deepEqual([...bytes], [1, 2, 3]);
  assert.deepEqual([...deep[0]], [4, 5]);
});

check("reaches rooms", async (context) => {
  const [ada, bob, eve] = await Promise.all([context.connected(), context.connected(), context.connected()]);
  const text = token();
  await Promise.all([ask(ada, "join", text), ask(bob, "join", text), ask(bob, "join", `${text}2`)]);
  const collected = collect([ada, bob, eve], `${text}z`);
  ada.emit("to", [text], `${text}a`);
  ada.emit("in", [text], `${text}b`);
  ada.emit("to", [text, `${text}2`], `${text}c`);
  ada.emit("in-except", [text], [`${text}2`], `${text}d`);
  ada.emit("to", [eve.id], `${text}e`);
  await ask(ada, "leave", text);
  ada.emit("in", [text], `${text}f`);
  ada.emit("everybody", `${text}z`);
  const letters = (await collected).map((texts) => texts.map((each) => each.at(-1)).join(""));
  assert.deepEqual(letters, ["bd", "abcf", "e"]);
});

check("broadcasts", async (context) => {
  const [ada, bob, eve] = await Promise.all([context.connected(), context.connected(), context.connected()]);
  const text = token();
  await ask(eve, "join", text);
  const collected = collect([ada, bob, eve], `${text}z`);
  ada.emit("broadcast", `${text}a`);
  ada.emit("except", [text], `${text}b`);
  ada.emit("everybody", `${text}c`);
  ada.emit("everybody", `${text}z`);
  const letters = (await collected).map((texts) => texts.map((each) => each.at(-1)).join(""));
  assert.deepEqual(letters, ["c", "abc", "ac"]);
});

check("broadcasts binary", async (context) => {
  const [ada, bob] = await Promise.all([context.connected(), context.connected()]);
  const text = token();
  const fits = (value) => value?.text === text;
  const answers = [event(ada, "told", fits), event(bob, "told", fits)];
  ada.emit("everybody", { text, bytes: Buffer.from([1, 2]) });
  for (const [value] of await Promise.all(answers)) {
    assert.deepEqual(value.bytes, Buffer.from([1, 2]));
  }
});

check("sends volatile events", async (context) => {
  const socket = await context.connected();
  let got = false;
  event(socket, "echo", (text) => text === "now").then(() => (got = true));
  while (!got) {
    socket.volatile.emit("echo", "now");
    await ask(socket, "echo");
  }
});

check("gets volatile events", async (context) => {
  const socket = await context.connected();
  const text = token();
  let got = false;
  event(socket, "told", (each) => each === text).then(() => (got = true));
  while (!got) {
    socket.emit("volatile-to", socket.id, text);
    await echo(socket, 1);
  }
});

check("keeps data on the server", async (context) => {
  const socket = await context.connected();
  await ask(socket, "set", "nick", "Ada");
  assert.deepEqual(await ask(socket, "get", "nick"), ["Ada"]);
});

check("is disconnected by the server", async (context) => {
  const [socket, watcher] = await Promise.all([context.connected(), context.watcher()]);
  const { id } = socket;
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  socket.emit("bye", false);
  assert.equal((await disconnected)[0], "io server disconnect");
  assert.equal((await left)[1], "server namespace disconnect");
  assert.equal(socket.active, false);
  socket.connect();
  await event(socket, "connect");
  assert.notEqual(socket.id, id);
  assert.deepEqual(await echo(socket, 1), [1]);
});

check("is disconnected by the server with its connection", async (context) => {
  const socket = await context.connected();
  const custom = socket.io.socket("/custom");
  await event(custom, "connect");
  const reasons = Promise.all([event(socket, "disconnect"), event(custom, "disconnect")]);
  socket.emit("bye", true);
  assert.deepEqual((await reasons).map(([reason]) => reason), ["io server disconnect", "io server disconnect"]);
});

check("disconnects", async (context) => {
  const [socket, watcher] = await Promise.all([context.connected(), context.watcher()]);
  const { id } = socket;
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  socket.disconnect();
  assert.equal((await disconnected)[0], "io client disconnect");
  assert.equal((await left)[1], "client namespace disconnect");
  socket.connect();
  await event(socket, "connect");
});

check("comes back when the connection is cut", async (context) => {
  const [cable, watcher] = await Promise.all([context.cable(), context.watcher()]);
  const socket = await context.connected("/", { port: cable.port });
  if (way === "upgrade") {
    await upgraded(socket);
  }
  const { id } = socket;
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  cable.cut();
  assert.equal((await disconnected)[0], way === "polling" ? "transport error" : "transport close");
  const answer = echo(socket, "sent meanwhile");
  cable.mend();
  await event(socket, "connect");
  assert.notEqual(socket.id, id);
  assert.deepEqual(await answer, ["sent meanwhile"]);
  assert.match((await left)[1], /^transport (close|error)$/);
});

check("comes back when its engine is closed", async (context) => {
  const socket = await context.connected();
  const { id } = socket;
  const disconnected = event(socket, "disconnect");
  const back = event(socket.io, "reconnect");
  socket.io.engine.close();
  assert.equal((await disconnected)[0], "forced close");
  await back;
  assert.deepEqual(await echo(socket, 1), [1]);
  assert.notEqual(socket.id, id);
});

check("notices that the server is silent", async (context) => {
  const cable = await context.cable(quickPort);
  const watcher = await context.watcher(quickPort);
  const socket = await context.connected("/", { port: cable.port, reconnection: false });
  if (way === "upgrade") {
    await upgraded(socket);
  }
  const { id } = socket;
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  cable.deafen("client", "server");
  assert.equal((await disconnected)[0], "ping timeout");
  assert.equal((await left)[1], "ping timeout");
}, { timed: true });

check("is noticed when it is silent", async (context) => {
  const cable = await context.cable(quickPort);
  const watcher = await context.watcher(quickPort);
  const socket = await context.connected("/", { port: cable.port, reconnection: false });
  if (way === "upgrade") {
    await upgraded(socket);
  }
  const { id } = socket;
  const left = event(watcher, "left", (who) => who === id);
  cable.deafen("server");
  assert.equal((await left)[1], "ping timeout");
}, { timed: true });

check("stays while it answers pings", async (context) => {
  const socket = await context.connected("/", { port: quickPort });
  let pings = 0;
  await event(socket.io.engine, "packet", ({ type }) => type === "ping" && ++pings === 3);
  assert.deepEqual(await echo(socket, 1), [1]);
}, { timed: true });

check("sends messages of the largest size", async (context) => {
  const socket = await context.connected();
  const text = "a".repeat(LIMIT - '42["echo",""]'.length);
  const [answer] = await echo(socket, text);
  assert.equal(answer, text);
  const accents = "é".repeat(300_000);
  assert.deepEqual(await echo(socket, accents), [accents]);
}, { json: true });

check("sends large binary", async (context) => {
  const socket = await context.connected();
  const bytes = Buffer.alloc(way === "websocket" ? LIMIT : 740_000, "pocketio");
  const [answer] = await echo(socket, bytes);
  assert.ok(bytes.equals(answer));
}, { json: true });

check("sends many large messages", async (context) => {
  const socket = await context.connected();
  const texts = Array.from({ length: 5 }, (any, i) => String(i).repeat(400_000));
  const replies = await Promise.all(texts.map((text) => ask(socket, "echo", text)));
  assert.ok(replies.every(([reply], i) => reply === texts[i]));
}, { since: "4.5" });

check("loses its connection over a message that is too large", async (context) => {
  const socket = await context.connected();
  if (way === "upgrade") {
    await upgraded(socket);
  }
  const disconnected = event(socket, "disconnect");
  const back = event(socket.io, "reconnect");
  socket.emit("echo", "a".repeat(LIMIT));
  assert.equal((await disconnected)[0], way === "polling" ? "transport error" : "transport close");
  await back;
  assert.deepEqual(await echo(socket, 1), [1]);
});

check("keeps ten thousand events in order in both directions", async (context) => {
  const count = 10_000;
  const socket = context.open();
  const numbers = { seq: [], "seq-back": [] };
  const done = Object.keys(numbers).map((name) =>
    event(socket, name, (number) => numbers[name].push(number) === count),
  );
  await event(socket, "connect");
  socket.emit("flood", count);
  for (let i = 0; i < count; i++) {
    socket.emit("seq", i);
    if (i % 500 === 0) {
      // lets the upgrade, if any, happen in between
      await new Promise(setImmediate);
    }
  }
  await Promise.all(done).catch((error) => {
    const got = Object.entries(numbers).map(([name, list]) => `${list.length} of ${name}, out of order: ${misplaced(list)}`);
    throw new Error([error.message, socket.connected, ...got].join("; "));
  });
  const expected = Array.from({ length: count }, (any, i) => i);
  assert.deepEqual(numbers.seq, expected, "from the server: " + misplaced(numbers.seq));
  assert.deepEqual(numbers["seq-back"], expected, "to the server and back: " + misplaced(numbers["seq-back"]));
  if (way === "upgrade") {
    await upgraded(socket);
  }
});

check("connects twenty times at once", async (context) => {
  const sockets = await Promise.all(Array.from({ length: 20 }, () => context.connected()));
  const answers = await Promise.all(sockets.map((socket, i) => ask(socket, "echo", i)));
  assert.deepEqual(answers, sockets.map((any, i) => [i]));
  assert.equal(new Set(sockets.map((socket) => socket.id)).size, 20);
});

check("is refused where no server is", async (context) => {
  const socket = context.open("/", { path: "/elsewhere", reconnection: false });
  const [error] = await event(socket, "connect_error");
  assert.equal(error.message, way === "websocket" ? "websocket error" : "xhr poll error");
});

check("upgrades while it is busy", async (context) => {
  for (let round = 0; round < 10; round++) {
    const socket = await context.connected();
    let sent = 0;
    const numbers = [];
    socket.on("seq-back", (number) => numbers.push(number));
    let moved = false;
    const done = upgraded(socket).then(() => (moved = true));
    while (!moved && sent < 2_000) {
      socket.emit("seq", sent++);
      await new Promise(setImmediate);
    }
    await done;
    socket.emit("seq", sent++);
    await ask(socket, "echo");
    assert.deepEqual(numbers, Array.from({ length: sent }, (any, i) => i));
    socket.disconnect();
  }
}, { on: ["upgrade"] });

const module = await import(packageName);
const folder = new URL(`node_modules/${packageName}/package.json`, import.meta.url);
await runAll({
  io: module.io ?? module.default,
  version: JSON.parse(readFileSync(folder, "utf8")).version,
  port,
  way,
  transports: way === "upgrade" ? ["polling", "websocket"] : [way],
  parser: word === "msgpack" ? (await import("socket.io-msgpack-parser")).default : undefined,
});
