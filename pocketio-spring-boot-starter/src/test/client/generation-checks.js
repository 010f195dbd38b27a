/* What every client is to manage, whatever its generation, its way and where it runs. */
import { ask, echo, event, look, runChecks, same, token, Visit } from "./kit.js";

const checks = [];

/** Adds a check; it is left out for clients that it does not fit. One that `waits` hardly does anything else. */
function check(name, run, fits = () => true, { waits = false } = {}) {
  checks.push({ name, run, fits, waits });
}

/** Reports the names of the checks that fit a client, then what became of each. */
export async function checkGeneration(client, { atOnce, report }) {
  const chosen = checks.filter(({ fits }) => fits(client));
  report({ column: client.name, plan: chosen.map(({ name }) => name) });
  await runChecks(chosen, {
    atOnce,
    visit: () => new GenerationVisit(client),
    report: (line) => report({ column: client.name, ...line }),
  });
}

class GenerationVisit extends Visit {
  /** A socket that is about to connect, on a connection of its own. */
  open(namespace = "/", settings = {}, client = this.client) {
    const socket = client.open(namespace, settings);
    this.ending(() => client.end(socket));
    return socket;
  }

  /** Told by the server which sockets leave, and why. */
  watcher() {
    return this.connected("/watch");
  }

  /** A cable to the server that can be cut. */
  async cable() {
    const cable = await this.client.cable();
    this.ending(() => cable.close());
    return cable;
  }
}

const TEXTS = ["é", "😀", "𝒳\u{10ffff}", "ÿ\u0080", "\u2028\u2029", "\\n\n\"'/</script>", "\u0000\u007f", "", "Ã©"];
/** The parser of 0.7 stops at the ends of lines that JavaScript knows beside the newline. */
const textsFor = (client) => (client.isAtLeast("0.8") ? TEXTS : TEXTS.filter((text) => !text.includes("\u2028")));
const hasBinary = ({ protocol }) => protocol > 0;

/** What each of them is told in rooms, without the token, until the server has told everybody `end`. */
function told(sockets, prefix) {
  return Promise.all(
    sockets.map(async (socket) => {
      const texts = [];
      socket.on("told", (text) => texts.push(text));
      await event(socket, "told", (text) => text === `${prefix}end`);
      return texts.filter((text) => `${text}`.startsWith(prefix)).map((text) => text.slice(prefix.length));
    }),
  );
}

check("stays connected over several heartbeats", async (visit) => {
  const socket = await visit.connected();
  let gone;
  socket.on("disconnect", (reason) => (gone = reason));
  const waited = event(socket, "waited");
  socket.emit("wait", 9_500);
  await waited;
  same(await echo(socket, "still here"), ["still here"]);
  same(gone, undefined);
}, () => true, { waits: true });

check("connects", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  await client.settled(socket);
  same(await ask(socket, "rooms"), [[client.id(socket)]]);
  const [transport] = await ask(socket, "transport");
  const socketOfItsOwn = ["websocket", "upgrade"].includes(client.way);
  same([transport === "websocket"], [socketOfItsOwn], `over ${transport}:`);
});

check("emits and listens", async (visit) => {
  const socket = await visit.connected();
  const values = [1, -0.5, "a", true, null, [], {}, { a: [1, { b: "c" }] }];
  same(await echo(socket, ...values), values);
  same(await echo(socket), []);
});

check("keeps Unicode in both directions", async (visit) => {
  const texts = textsFor(visit.client);
  const socket = await visit.connected();
  for (const text of texts) {
    same(await echo(socket, text), [text]);
  }
  same(await echo(socket, ...texts), texts);
  same(await echo(socket, { "é😀": "é😀" }), [{ "é😀": "é😀" }]);
});

check("is understood in Unicode, not only echoed", async (visit) => {
  const [ada, bob] = await Promise.all([visit.connected(), visit.connected("/", {}, visit.client.newest)]);
  const text = token();
  const heard = Promise.all([event(ada, "told", (each) => `${each}`.startsWith(text)), event(bob, "told", (each) => `${each}`.startsWith(text))]);
  ada.emit("everybody", `${text}é😀 Ã©`);
  same(await heard, [[`${text}é😀 Ã©`], [`${text}é😀 Ã©`]]);
});

check("emits many events at once", async (visit) => {
  const texts = textsFor(visit.client);
  const socket = await visit.connected();
  const heard = [];
  const all = event(socket, "echo", (text) => heard.push(text) === texts.length);
  texts.forEach((text) => socket.emit("echo", text));
  await all;
  same(heard, texts);
});

check("emits before it is connected", async (visit) => {
  same(await echo(visit.open(), "early é"), ["early é"]);
});

check("is acknowledged", async (visit) => {
  const socket = await visit.connected();
  same(await ask(socket, "echo", 1, { a: "é😀" }), [1, { a: "é😀" }]);
  same(await ask(socket, "join", "a"), []);
});

check("is acknowledged a hundred times", async (visit) => {
  const socket = await visit.connected();
  const replies = await Promise.all(Array.from({ length: 100 }, (any, i) => ask(socket, "echo", i)));
  same(replies, Array.from({ length: 100 }, (any, i) => [i]));
});

check("acknowledges", async (visit) => {
  const socket = await visit.connected();
  socket.on("question", (number, answer) => answer(number + 1, { text: "é😀" }));
  const answered = event(socket, "answered");
  socket.emit("ask", "question", 41);
  same(await answered, [42, { text: "é😀" }]);
});

check("sends messages", async (visit) => {
  const socket = await visit.connected();
  const answer = event(socket, "message-back");
  socket.send("é😀");
  same(await answer, ["é😀"]);
});

check("sends binary and gets it", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  same(await echo(socket, client.binary([0, 1, 4, 127, 128, 255])), [Uint8Array.of(0, 1, 4, 127, 128, 255)]);
  same(await echo(socket, "é", { a: [client.binary([1, 2]), { b: client.binary([255]) }] }), ["é", { a: [Uint8Array.of(1, 2), { b: Uint8Array.of(255) }] }]);
  same(await echo(socket, client.binary(Array.from({ length: 70_000 }, (any, i) => i % 256))).then(([bytes]) => look(bytes).length), 140_002);
}, hasBinary);

check("is acknowledged with binary, and acknowledges with it", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  same(await ask(socket, "echo", client.binary([7]), { b: client.binary([8]) }), [Uint8Array.of(7), { b: Uint8Array.of(8) }]);
  socket.on("question", (bytes, answer) => answer(client.binary(Array.from(new Uint8Array(bytes))), client.binary([9])));
  const answered = event(socket, "answered");
  socket.emit("ask", "question", client.binary([10, 11]));
  same(await answered, [Uint8Array.of(10, 11), Uint8Array.of(9)]);
}, hasBinary);

check("keeps binary and text in order", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  const heard = [];
  const all = event(socket, "echo", (value) => heard.push(look(value)) === 100);
  for (let i = 0; i < 100; i++) {
    socket.emit("echo", i % 2 ? client.binary([i]) : `é${i}`);
  }
  await all;
  same(heard, Array.from({ length: 100 }, (any, i) => look(i % 2 ? Uint8Array.of(i) : `é${i}`)));
}, hasBinary);

check("gets bytes as base64, which it has no form for", async (visit) => {
  const [ada, bob] = await Promise.all([visit.connected(), visit.connected("/", {}, visit.client.newest)]);
  const room = token();
  await ask(ada, "join", room);
  const heard = event(ada, "told", (value) => value?.room === room);
  bob.emit("to", [room], { room, bytes: visit.client.newest.binary([1, 2, 3, 255]) });
  same(await heard, [{ room, bytes: "AQID/w==" }]);
}, ({ protocol }) => protocol === 0);

check("gets what is sent upon its connection", async (visit) => {
  const { client } = visit;
  const socket = visit.open("/greeting");
  const heard = [];
  socket.on("welcome", (...args) => heard.push(args));
  await event(socket, "welcome", (first) => first !== 1);
  same(heard, [[1], client.protocol ? [Uint8Array.of(1, 2, 3), { deep: [Uint8Array.of(4, 5)] }] : ["AQID", { deep: ["BAU="] }]]);
});

check("reaches rooms", async (visit) => {
  const [ada, bob, eve] = await Promise.all([visit.connected(), visit.connected(), visit.connected()]);
  const room = token();
  await Promise.all([ask(ada, "join", room), ask(bob, "join", room), ask(bob, "join", `${room}2`)]);
  const heard = told([ada, bob, eve], room);
  ada.emit("to", [room], `${room}a`);
  ada.emit("in", [room], `${room}b`);
  ada.emit("to", [room, `${room}2`], `${room}c`);
  ada.emit("in-except", [room], [`${room}2`], `${room}d`);
  await ask(ada, "leave", room);
  ada.emit("in", [room], `${room}e`);
  ada.emit("everybody", `${room}end`);
  same(await heard, [["b", "d", "end"], ["a", "b", "c", "e", "end"], ["end"]]);
});

check("shares a room with the newest client", async (visit) => {
  const { client } = visit;
  const [ada, bob] = await Promise.all([visit.connected(), visit.connected("/", {}, client.newest)]);
  const room = token();
  await Promise.all([ask(ada, "join", room), ask(bob, "join", room)]);
  for (const [sender, receiver] of [[ada, bob], [bob, ada]]) {
    const text = `${room}é from ${sender === ada ? "the old" : "the new"} 😀`;
    const heard = event(receiver, "told", (each) => each === text);
    sender.emit("to", [room], text);
    await heard;
  }
});

check("shares binary with the newest client", async (visit) => {
  const { client } = visit;
  const [ada, bob] = await Promise.all([visit.connected(), visit.connected("/", {}, client.newest)]);
  const room = token();
  await Promise.all([ask(ada, "join", room), ask(bob, "join", room)]);
  for (const [sender, by] of [[ada, client], [bob, client.newest]]) {
    const heard = Promise.all([ada, bob].map((socket) => event(socket, "told", (value) => value?.room === room)));
    sender.emit("in", [room], { room, bytes: by.binary([1, 2, 255]) });
    same(await heard, [[{ room, bytes: Uint8Array.of(1, 2, 255) }], [{ room, bytes: Uint8Array.of(1, 2, 255) }]]);
  }
}, hasBinary);

check("joins several namespaces over one connection", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  const custom = client.beside(socket, "/custom");
  await event(custom, "connect");
  const answer = event(custom, "message-back");
  custom.send("é to custom");
  same(await answer, ["é to custom"]);
  same(await ask(custom, "message-with-ack", "x"), ["x"]);
  same(await echo(socket, "to main"), ["to main"]);
});

check("leaves a namespace and stays in another", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  const custom = client.beside(socket, "/custom");
  await event(custom, "connect");
  custom.disconnect();
  same(await echo(socket, "still here"), ["still here"]);
});

check("sends a query", async (visit) => {
  const token = visit.client.hasUnicodeInUrls ? "a&b=ü 😀" : "abc";
  const socket = await visit.connected("/", { query: { token } });
  same(await ask(socket, "query", "token"), [token]);
});

check("is known by its auth", async (visit) => {
  const name = visit.client.hasUnicodeInUrls ? "Bob é" : "Bob";
  const socket = await visit.connected("/login", { auth: { token: "secret", name } });
  same(await ask(socket, "whoami"), [name]);
}, ({ hasAuth }) => hasAuth);

check("is refused without the right auth", async (visit) => {
  const { client } = visit;
  const refusal = await client.refusal(visit.open("/login", { auth: { token: "guess" } }));
  same(refusal, { 4: { message: "not authorized" }, 3: "not authorized", 0: "unauthorized" }[client.protocol]);
});

check("is told why it may not join", async (visit) => {
  const { client } = visit;
  const refusal = await client.refusal(visit.open("/auth"));
  same(refusal, { 4: { message: "nope", data: { a: 1 } }, 3: { a: 1 }, 0: "unauthorized" }[client.protocol]);
});

check("is told that a namespace does not exist", async (visit) => {
  const { client } = visit;
  const refusal = await client.refusal(visit.open("/unknown"));
  same(refusal, { 4: { message: "Invalid namespace" }, 3: "Invalid namespace" }[client.protocol]);
}, ({ protocol }) => protocol > 0);

check("goes on without a namespace that does not exist", async (visit) => {
  const { client } = visit;
  const socket = await visit.connected();
  client.beside(socket, "/unknown").emit("echo", 1);
  same(await echo(socket, "still here"), ["still here"]);
});

check("is disconnected by the server", async (visit) => {
  const { client } = visit;
  const [socket, watcher] = await Promise.all([visit.connected(), visit.watcher()]);
  const id = client.id(socket);
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  socket.emit("bye", false);
  same((await disconnected)[0], client.reasons.theirs);
  same((await left)[1], client.reasons.byServer);
});

check("is disconnected by the server with its connection", async (visit) => {
  const { client } = visit;
  const [socket, watcher] = await Promise.all([visit.connected(), visit.watcher()]);
  const id = client.id(socket);
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  socket.emit("bye", true);
  same((await disconnected)[0], client.reasons.theirs);
  same((await left)[1], client.reasons.byServer);
});

check("disconnects", async (visit) => {
  const { client } = visit;
  const [socket, watcher] = await Promise.all([visit.connected(), visit.watcher()]);
  await client.settled(socket);
  const id = client.id(socket);
  const left = event(watcher, "left", (who) => who === id);
  const disconnected = event(socket, "disconnect");
  socket.disconnect();
  same((await disconnected)[0], client.reasons.ours);
  const [, reason] = await left;
  same(client.saysGoodbye ? reason : reason.replace(/^transport (close|error)$/, client.reasons.byClient), client.reasons.byClient);
});

check("comes back when its connection is cut", async (visit) => {
  const { client } = visit;
  const cable = await visit.cable();
  const socket = await visit.connected("/", { port: cable.port });
  await client.settled(socket);
  const id = client.id(socket);
  const disconnected = event(socket, "disconnect");
  cable.cut();
  await disconnected;
  const answer = echo(socket, "sent meanwhile é");
  cable.mend();
  same(await answer, ["sent meanwhile é"]);
  const [[now]] = await ask(socket, "rooms");
  same(now === id, false, "the id of before:");
}, ({ cable }) => cable);

check("keeps a thousand events in order in both directions", async (visit) => {
  const count = 1_000;
  const socket = visit.open();
  const heard = { seq: [], "seq-back": [] };
  const all = Object.keys(heard).map((name) => event(socket, name, (number) => heard[name].push(number) === count));
  await event(socket, "connect");
  socket.emit("flood", count);
  for (let i = 0; i < count; i++) {
    socket.emit("seq", i);
    if (i % 100 === 0) {
      // lets the upgrade, if any, happen in between
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  await Promise.all(all);
  const numbers = Array.from({ length: count }, (any, i) => i);
  same(heard, { seq: numbers, "seq-back": numbers });
});
