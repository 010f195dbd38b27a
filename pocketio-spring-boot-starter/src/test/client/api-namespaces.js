/* Namespaces that come into being when a client asks for them. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

let numbers = 0;
const NUMBERS = token().replace(/\D/g, "");

/** A namespace of the pattern that no other check uses. */
const room = () => `/room-${NUMBERS}${numbers++}0`;

const refused = async (context, namespace, auth) => {
  const [error] = await event(context.open(namespace, { auth }), "connect_error");
  return error.message;
};

check("pattern makes a namespace", async (context) => {
  const name = room();
  const socket = await context.connected(name);
  assert.deepEqual(await ask(socket, "name"), [name]);
});

check("pattern fits the whole name", async (context) => {
  assert.equal(await refused(context, "/room-x"), "Invalid namespace");
  assert.equal(await refused(context, "/room-1/x"), "Invalid namespace");
  assert.equal(await refused(context, "/a/room-1"), "Invalid namespace");
});

check("namespaces of a pattern are apart from each other", async (context) => {
  const names = [room(), room()];
  const sockets = await Promise.all([...names, names[0]].map((name) => context.connected(name)));
  const text = token();
  const got = [];
  sockets.forEach((socket, i) => socket.on("told", (each) => each === text && got.push(i)));
  await ask(sockets[0], "tell", text);
  await Promise.all(sockets.map((socket) => ask(socket, "name")));
  assert.deepEqual(got.sort(), [0, 2]);
});

check("clients share a namespace of a pattern", async (context) => {
  const name = room();
  const [ann, bob] = await Promise.all([context.connected(name), context.connected(name)]);
  const text = token();
  const told = event(bob, "told", (each) => each === text);
  await ask(ann, "tell", text);
  await told;
});

check("parent broadcasts to all of its namespaces", async (context) => {
  const sockets = await Promise.all([room(), room()].map((name) => context.connected(name)));
  const text = token();
  const told = sockets.map((socket) => event(socket, "told", (each) => each === text));
  sockets[0].emit("tell-all", text);
  assert.deepEqual(await Promise.all(told), [[text], [text]]);
});

check("parent broadcasts to a room in all of its namespaces", async (context) => {
  const sockets = await Promise.all([room(), room(), room()].map((name) => context.connected(name)));
  const text = token();
  await Promise.all(sockets.slice(1).map((socket) => ask(socket, "enter", text)));
  const got = [];
  sockets.forEach((socket, i) => socket.on("told", (each) => each === text && got.push(i)));
  const told = sockets.slice(1).map((socket) => event(socket, "told", (each) => each === text));
  sockets[0].emit("tell-room", text);
  await Promise.all(told);
  await ask(sockets[0], "name");
  assert.deepEqual(got.sort(), [1, 2]);
});

check("middlewares of the parent are asked", async (context) => {
  assert.equal(await refused(context, room(), { banned: true }), "banned");
});

check("namespace that exists goes ahead of a pattern", async (context) => {
  const socket = await context.connected("/room-0");
  assert.deepEqual(await ask(socket, "which"), ["static"]);
});

check("first pattern that was registered takes the name", async (context) => {
  const socket = await context.connected(room());
  assert.deepEqual(await ask(socket, "which"), ["first pattern"]);
});

check("predicate takes a namespace by name and auth", async (context) => {
  const name = `/team/${token()}`;
  const socket = await context.connected(name, { auth: { key: "open" } });
  assert.deepEqual(await ask(socket, "name"), [name]);
});

check("predicate refuses a namespace", async (context) => {
  assert.equal(await refused(context, `/team/${token()}`, { key: "shut" }), "Invalid namespace");
  assert.equal(await refused(context, `/team/${token()}`), "Invalid namespace");
});

check("predicate that fails refuses the namespace", async (context) => {
  assert.equal(await refused(context, `/team/${token()}`, { key: "broken" }), "Invalid namespace");
});

check("many clients ask for the same new namespace at once", async (context) => {
  const name = `/team/${token()}`;
  const sockets = await Promise.all(Array.from({ length: 5 }, () => context.connected(name, { auth: { key: "open" } })));
  const answers = await Promise.all(sockets.map((socket) => ask(socket, "crowd")));
  assert.deepEqual(answers.at(-1), [5]);
  const created = await ask(await context.connected("/emission"), "created");
  assert.equal(created[0].filter((each) => each === name).length, 1);
});

check("new namespaces are told", async (context) => {
  const name = room();
  await context.connected(name);
  const [created] = await ask(await context.connected("/emission"), "created");
  assert.ok(created.includes(name));
});

check("connection is in several dynamic namespaces", async (context) => {
  const names = [room(), room()];
  const first = await context.connected(names[0]);
  const second = first.io.socket(names[1]);
  await event(second, "connect");
  assert.deepEqual(await Promise.all([first, second].map((socket) => ask(socket, "name"))), names.map((name) => [name]));
});

check("empty namespace is removed, and made anew", async (context) => {
  const observer = await context.connected("/emission");
  const name = room();
  const socket = await context.connected(name);
  assert.deepEqual(await ask(observer, "exists", name), [true]);
  socket.disconnect();
  for (let exists = true; exists; ) {
    [exists] = await ask(observer, "exists", name);
  }
  const again = await context.connected(name);
  assert.deepEqual(await ask(again, "which"), ["first pattern"]);
  const [created] = await ask(observer, "created");
  assert.equal(created.filter((each) => each === name).length, 2);
});
