/* Listeners of a socket: once, removed, for any event that comes or goes. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

const open = (context) => context.connected("/listeners");

check("once listens once", async (context) => {
  const socket = await open(context);
  await ask(socket, "listen-once", "ping");
  socket.emit("ping", 1);
  socket.emit("ping", 2);
  assert.deepEqual(await ask(socket, "heard"), [["once ping 1"]]);
});

check("listeners of an event are called in order", async (context) => {
  const socket = await open(context);
  for (const name of ["a", "b", "c"]) {
    await ask(socket, "listen", "ping", name);
  }
  socket.emit("ping", 1);
  assert.deepEqual(await ask(socket, "heard"), [["a ping 1", "b ping 1", "c ping 1"]]);
});

check("removed listener is silent", async (context) => {
  const socket = await open(context);
  await ask(socket, "listen", "ping", "a");
  await ask(socket, "listen", "ping", "b");
  await ask(socket, "remove", "a");
  socket.emit("ping", 1);
  assert.deepEqual(await ask(socket, "heard"), [["b ping 1"]]);
});

check("all listeners of an event are removed", async (context) => {
  const socket = await open(context);
  await ask(socket, "listen", "ping", "a");
  await ask(socket, "listen-once", "ping");
  await ask(socket, "listen", "pong", "c");
  await ask(socket, "off", "ping");
  socket.emit("ping", 1);
  socket.emit("pong", 2);
  assert.deepEqual(await ask(socket, "heard"), [["c pong 2"]]);
});

check("socket hears its own listeners alone", async (context) => {
  const [socket, other] = await Promise.all([open(context), open(context)]);
  await ask(socket, "listen", "ping", "a");
  other.emit("ping", 1);
  assert.deepEqual(await ask(other, "heard"), [[]]);
  assert.deepEqual(await ask(socket, "heard"), [[]]);
});

check("catch-all hears each event, with and without handler", async (context) => {
  const socket = await open(context);
  await ask(socket, "any", "any");
  await ask(socket, "listen", "ping", "handler");
  socket.emit("ping", 1);
  socket.emit("unheard-of", "x", Buffer.from([1]));
  const [heard] = await ask(socket, "heard");
  assert.deepEqual(
    heard.filter((line) => line.startsWith("any")),
    ["any listen [\"ping\",\"handler\"]", "any ping [1]", "any unheard-of [\"x\",\"<01>\"]", "any heard []"],
  );
  assert.ok(heard.indexOf("any ping [1]") < heard.indexOf("handler ping 1"), "ahead of the handler");
});

check("catch-all listeners are called in order, the prepended first", async (context) => {
  const socket = await open(context);
  await ask(socket, "any", "a");
  await ask(socket, "any", "b");
  await ask(socket, "prepend-any", "c");
  const [heard] = await ask(socket, "heard");
  assert.deepEqual(heard.slice(-3), ["c heard []", "a heard []", "b heard []"]);
});

check("one catch-all is removed", async (context) => {
  const socket = await open(context);
  await ask(socket, "any", "a");
  await ask(socket, "any", "b");
  await ask(socket, "remove", "a");
  const [heard] = await ask(socket, "heard");
  assert.deepEqual(heard.slice(-2), ["b remove [\"a\"]", "b heard []"]);
});

check("all catch-alls are removed", async (context) => {
  const socket = await open(context);
  await ask(socket, "any", "a");
  await ask(socket, "prepend-any", "b");
  await ask(socket, "off-any");
  await ask(socket, "forget");
  assert.deepEqual(await ask(socket, "heard"), [[]]);
});

check("catch-all of what goes out hears emits", async (context) => {
  const socket = await open(context);
  await ask(socket, "any-outgoing", "out");
  await ask(socket, "emit", "news", 1, { a: null }, Buffer.from([2]));
  assert.deepEqual(await ask(socket, "heard"), [["out news [1,{\"a\":null},\"<02>\"]"]]);
});

check("catch-all of what goes out hears broadcasts", async (context) => {
  const [socket, other] = await Promise.all([open(context), open(context)]);
  const room = token();
  await Promise.all([socket, other].map((each) => ask(each, "enter", room)));
  await ask(socket, "any-outgoing", "out");
  const news = [socket, other].map((each) => event(each, "news"));
  await ask(other, "tell", room, "news", "x");
  await Promise.all(news);
  assert.deepEqual(await ask(socket, "heard"), [["out news [\"x\"]"]]);
  assert.deepEqual(await ask(other, "heard"), [[]]);
});

check("catch-all of what goes out does not hear acknowledgements", async (context) => {
  const socket = await open(context);
  await ask(socket, "any-outgoing", "out");
  await ask(socket, "heard");
  assert.deepEqual(await ask(socket, "heard"), [[]]);
});

check("catch-alls of what goes out are called in order, the prepended first", async (context) => {
  const socket = await open(context);
  await ask(socket, "any-outgoing", "a");
  await ask(socket, "any-outgoing", "b");
  await ask(socket, "prepend-any-outgoing", "c");
  await ask(socket, "emit", "news");
  assert.deepEqual(await ask(socket, "heard"), [["c news []", "a news []", "b news []"]]);
});

check("catch-alls of what goes out are removed", async (context) => {
  const socket = await open(context);
  await ask(socket, "any-outgoing", "a");
  await ask(socket, "any-outgoing", "b");
  await ask(socket, "remove", "a");
  await ask(socket, "emit", "news");
  await ask(socket, "off-any-outgoing");
  await ask(socket, "emit", "more");
  assert.deepEqual(await ask(socket, "heard"), [["b news []"]]);
});

check("catch-all of what goes out hears questions", async (context) => {
  const socket = await open(context);
  await ask(socket, "any-outgoing", "out");
  socket.on("question", (ack) => ack("x"));
  await ask(socket, "question-me");
  assert.deepEqual(await ask(socket, "heard"), [["out question []"]]);
});
