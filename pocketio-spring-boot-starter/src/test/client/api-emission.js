/* Emission: whom an event reaches from the server, a namespace, or a socket; what it carries; who acknowledges it. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

const NAMESPACES = { server: "/", namespace: "/emission", socket: "/emission" };
const CLIENTS = ["ann", "bob", "cid"];

/** Three clients, each in the rooms that are named for it and in one that all share; what each is told is collected. */
class Crowd {
  static async gather(context, from, rooms = {}) {
    const crowd = new Crowd();
    crowd.from = from;
    crowd.prefix = token();
    crowd.sockets = await Promise.all(CLIENTS.map(() => context.connected(NAMESPACES[from])));
    [crowd.ann, crowd.bob, crowd.cid] = crowd.sockets;
    crowd.received = crowd.sockets.map((socket) => {
      const got = [];
      socket.on(crowd.prefix, (...args) => got.push(args));
      return got;
    });
    await Promise.all(
      crowd.sockets.map((socket, i) => ask(socket, "enter", [...(rooms[CLIENTS[i]] ?? []), "all"].map(crowd.room))),
    );
    return crowd;
  }

  room = (name) => `${this.prefix}-${name}`;

  /** Lets the server emit on behalf of Ann; the rooms are those of this crowd. */
  emit(target, ...args) {
    const { to = [], except = [], ids = [], ...flags } = target;
    const spec = { from: this.from, to: [...to.map(this.room), ...ids], except: except.map(this.room), ...flags };
    this.ann.emit("emit", { ...spec, event: this.prefix }, ...args);
  }

  /** Names and arguments of what each was told, once all have got an event behind the others. */
  async told() {
    const last = this.room("last");
    const done = this.sockets.map((socket) => event(socket, last));
    this.ann.emit("emit", { from: "namespace", to: [this.room("all")], except: [], event: last });
    await Promise.all(done);
    return Object.fromEntries(CLIENTS.map((name, i) => [name, this.received[i]]).filter(([, got]) => got.length));
  }

  async reached() {
    const told = await this.told();
    Object.values(told).forEach((got) => assert.equal(got.length, 1, "each is told once"));
    return Object.keys(told);
  }
}

const ROOMS = { ann: ["one"], bob: ["one", "two"], cid: ["three"] };

for (const from of Object.keys(NAMESPACES)) {
  // what a socket sends does not reach itself
  const without = (names) => (from === "socket" ? names.filter((name) => name !== "ann") : names);

  const reaches = (what, target, names) =>
    check(`${from}: emits ${what}`, async (context) => {
      const crowd = await Crowd.gather(context, from, ROOMS);
      crowd.emit(target, "hello");
      assert.deepEqual(await crowd.reached(), without(names));
    });

  reaches("to a room", { to: ["one"] }, ["ann", "bob"]);
  reaches("to several rooms, once to each socket", { to: ["one", "two", "three"] }, ["ann", "bob", "cid"]);
  reaches("to a room that nobody is in", { to: ["nowhere"] }, []);
  reaches("in a room", { to: ["two"], useIn: true }, ["bob"]);
  reaches("to a room except another", { to: ["one"], except: ["two"] }, ["ann"]);
  reaches("to all except several rooms", { except: ["two", "three"], to: ["all"] }, ["ann"]);
  reaches("to this node only", { to: ["all"], local: true }, ["ann", "bob", "cid"]);
  reaches("without compression", { to: ["all"], compress: false }, ["ann", "bob", "cid"]);

  check(`${from}: emits to everybody`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    crowd.emit({}, "hello");
    assert.deepEqual(await crowd.reached(), without(CLIENTS));
  });

  check(`${from}: emits to everybody except a room`, async (context) => {
    const crowd = await Crowd.gather(context, from, ROOMS);
    crowd.emit({ except: ["three"] }, "hello");
    assert.deepEqual(await crowd.reached(), without(["ann", "bob"]));
  });

  check(`${from}: emits to one socket by its id`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    crowd.emit({ ids: [crowd.cid.id] }, "psst");
    assert.deepEqual(await crowd.reached(), ["cid"]);
  });

  check(`${from}: emits what may be lost, and it arrives`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    let told = {};
    for (let i = 0; i < 200 && !told.cid; i++) {
      crowd.emit({ ids: [crowd.cid.id], isVolatile: true }, "soon outdated");
      told = await crowd.told();
    }
    assert.deepEqual(told.cid?.[0], ["soon outdated"]);
  });

  check(`${from}: emits all kinds of arguments`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    const target = { to: ["all"] };
    crowd.emit(target);
    PAYLOADS.forEach((args) => crowd.emit(target, ...args));
    const { bob } = await crowd.told();
    assert.deepEqual(bob, [[], ...PAYLOADS]);
  });

  check(`${from}: is acknowledged by each client`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    crowd.sockets.forEach((socket, i) => socket.on("question", (text, ack) => ack(`${text} ${CLIENTS[i]}`)));
    const spec = { from, to: [crowd.room("all")], except: [], timeout: 20_000, event: "question" };
    const [{ answers, error }] = await ask(crowd.ann, "ask-all", spec, "who?");
    assert.deepEqual(answers.sort(), without(CLIENTS).map((name) => `who? ${name}`));
    assert.ok(!error);
  });

  check(`${from}: gives the answers that came when others are missing`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    crowd.bob.on("question", (ack) => ack("bob", Buffer.from([1, 2])));
    const spec = { from, to: [crowd.room("all")], except: [], timeout: 4_000, event: "question" };
    const [{ answers, error, missing }] = await ask(crowd.ann, "ask-all", spec);
    assert.deepEqual(answers, ["bob"]);
    assert.equal(error, true);
    if (!context.client.reference) {
      const others = without(["ann", "cid"]).map((name) => crowd[name].id);
      assert.deepEqual(missing, others.sort());
    }
  });

  check(`${from}: has no answer to wait for when nobody is reached`, async (context) => {
    const crowd = await Crowd.gather(context, from);
    const spec = { from, to: [crowd.room("nowhere")], except: [], timeout: 20_000, event: "question" };
    const [{ answers, error }] = await ask(crowd.ann, "ask-all", spec);
    assert.deepEqual(answers, []);
    assert.ok(!error);
  });
}

const PAYLOADS = [
  [1, -0.5, "a", true],
  [null],
  [null, "b", null],
  ["é😀\u0000\u2028", "", "𝒳"],
  [{ a: [1, { b: { c: [[], {}] } }], "é": null }],
  [Buffer.from([0, 1, 255])],
  [{ deep: [Buffer.from("x"), { deeper: Buffer.alloc(0) }] }, "and", Buffer.from([4])],
  ["a".repeat(100_000)],
  [Buffer.alloc(100_000, 7)],
];

check("socket: emits all kinds of arguments to its client", async (context) => {
  const socket = await context.connected("/emission");
  const got = [];
  socket.on("me", (...args) => got.push(args));
  socket.emit("emit-to-me", {});
  PAYLOADS.forEach((args) => socket.emit("emit-to-me", {}, ...args));
  await ask(socket, "enter", ["nothing"]);
  await until(() => got.length === PAYLOADS.length + 1);
  assert.deepEqual(got, [[], ...PAYLOADS]);
});

check("socket: emits without compression to its client", async (context) => {
  const socket = await context.connected("/emission");
  const got = event(socket, "me");
  socket.emit("emit-to-me", { compress: false }, "a", Buffer.from([1]));
  assert.deepEqual(await got, ["a", Buffer.from([1])]);
});

check("socket: emits what may be lost to its client, and it arrives", async (context) => {
  const socket = await context.connected("/emission");
  let got = false;
  event(socket, "me").then(() => (got = true));
  while (!got) {
    socket.emit("emit-to-me", { isVolatile: true }, "now");
    await ask(socket, "enter", ["nothing"]);
  }
});

check("socket: loses volatile events that its client cannot take now", async (context) => {
  const socket = await context.connected("/emission");
  let got = 0;
  socket.on("me", () => got++);
  socket.emit("flood-me", 200, "a".repeat(50_000));
  await event(socket, "flooded");
  assert.ok(got < 200, `${got} of 200 arrived`);
});

check("socket: sends messages", async (context) => {
  const crowd = await Crowd.gather(context, "socket");
  const messages = crowd.sockets.map((socket) => event(socket, "message"));
  crowd.ann.emit("send", crowd.room("all"), { a: 1 });
  assert.deepEqual(await Promise.all(messages), [[{ a: 1 }], [{ a: 1 }], [{ a: 1 }]]);
});

check("socket: is acknowledged by its client", async (context) => {
  const socket = await context.connected("/emission");
  for (const args of PAYLOADS) {
    socket.once("question", (...asked) => asked.pop()(...asked));
    assert.deepEqual(await ask(socket, "ask-me", 20_000, "question", ...args), [{ answer: args[0] }]);
  }
});

check("socket: is told when its client does not answer in time, and ignores a late answer", async (context) => {
  const socket = await context.connected("/emission");
  const asked = event(socket, "question");
  assert.deepEqual(await ask(socket, "ask-me", 50, "question"), [{ error: "timeout" }]);
  (await asked).pop()("late");
  socket.on("question", (ack) => ack("in time"));
  assert.deepEqual(await ask(socket, "ask-me", 20_000, "question"), [{ answer: "in time" }]);
});

check("socket: takes the first of several answers", async (context) => {
  const socket = await context.connected("/emission");
  socket.on("question", (ack) => {
    ack("first");
    ack("second");
  });
  assert.deepEqual(await ask(socket, "ask-me", 20_000, "question"), [{ answer: "first" }]);
});

check("socket: takes an answer without arguments", async (context) => {
  const socket = await context.connected("/emission");
  socket.on("question", (ack) => ack());
  const [{ answer, error }] = await ask(socket, "ask-me", 20_000, "question");
  assert.ok(answer === undefined || answer === null);
  assert.equal(error, undefined);
});

check("socket: stops waiting for a client that goes", async (context) => {
  const [socket, other] = await Promise.all([context.connected("/emission"), context.connected("/emission")]);
  const what = token();
  socket.on("question", () => socket.disconnect());
  socket.emit("ask-me-later", what, "question");
  await event(socket, "disconnect");
  let outcome;
  while (!outcome) {
    [outcome] = await ask(other, "what-became-of", what);
  }
  assert.equal(outcome, "disconnected");
}, { ours: true });

check("socket: refuses reserved names", async (context) => {
  const socket = await context.connected("/emission");
  for (const name of ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]) {
    assert.deepEqual(await ask(socket, "emit-reserved", name), [true], name);
  }
});

check("socket: keeps the order of direct emits and broadcasts", async (context) => {
  const crowd = await Crowd.gather(context, "namespace");
  const numbers = [];
  crowd.bob.on("number", (i) => numbers.push(i));
  crowd.ann.emit("count", crowd.room("all"), crowd.bob.id, 500);
  await until(() => numbers.length === 500);
  assert.deepEqual(numbers, Array.from({ length: 500 }, (any, i) => i));
});

async function until(holds) {
  for (let end = Date.now() + 30_000; !holds(); ) {
    assert.ok(Date.now() < end, `waited too long for ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
