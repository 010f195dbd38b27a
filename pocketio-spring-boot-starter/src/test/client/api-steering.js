/* Looking at sockets and steering them: from the server's namespace, a room, a socket, and through what fetchSockets gives. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

const open = (context, options) => context.connected("/steering", options);

/** Three clients in a room of their own, the last in another one, too. */
async function gather(context) {
  const room = token();
  const sockets = await Promise.all([1, 2, 3].map((number) => open(context, { auth: { number }, query: { q: "ü" } })));
  await Promise.all(sockets.map((socket) => ask(socket, "enter", room)));
  await ask(sockets[2], "enter", `${room}-vip`);
  return { room, sockets, ids: sockets.map(({ id }) => id) };
}

check("fetches the sockets of a room", async (context) => {
  const { room, ids } = await gather(context);
  const observer = await open(context);
  const [found] = await ask(observer, "fetch", { to: [room], except: [] });
  assert.deepEqual(found.map(({ id }) => id).sort(), [...ids].sort());
});

check("fetches the sockets of a room except another", async (context) => {
  const { room, ids } = await gather(context);
  const observer = await open(context);
  const [found] = await ask(observer, "fetch", { to: [room], except: [`${room}-vip`] });
  assert.deepEqual(found.map(({ id }) => id).sort(), ids.slice(0, 2).sort());
});

check("fetches all sockets of the namespace", async (context) => {
  const { ids } = await gather(context);
  const observer = await open(context);
  const [found] = await ask(observer, "fetch", { to: [], except: [] });
  ids.forEach((id) => assert.ok(found.some((socket) => socket.id === id)));
});

check("fetches nobody from an empty room", async (context) => {
  const observer = await open(context);
  assert.deepEqual(await ask(observer, "fetch", { to: [token()], except: [] }), [[]]);
});

check("fetched socket tells rooms, data and handshake", async (context) => {
  const { room, sockets, ids } = await gather(context);
  await ask(sockets[2], "remember", "nick", { name: "Cid" });
  const [[found]] = await ask(sockets[0], "fetch", { to: [ids[2]], except: [] });
  assert.deepEqual(found.rooms.sort(), [ids[2], room, `${room}-vip`].sort());
  assert.deepEqual(found.data, { nick: { name: "Cid" } });
  assert.deepEqual(found.auth, { number: 3 });
  assert.equal(found.query, "ü");
  assert.equal(found.address, "127.0.0.1");
});

check("fetched socket is emitted to", async (context) => {
  const { sockets, ids } = await gather(context);
  const told = event(sockets[1], "told");
  sockets[0].emit("remote", ids[1], "emit", "hello", Buffer.from([1]));
  assert.deepEqual(await told, ["hello", Buffer.from([1])]);
});

check("fetched socket joins and leaves", async (context) => {
  const { sockets, ids } = await gather(context);
  const room = token();
  await ask(sockets[0], "remote", ids[1], "join", room);
  assert.ok((await ask(sockets[1], "rooms"))[0].includes(room));
  await ask(sockets[0], "remote", ids[1], "leave", room);
  assert.ok(!(await ask(sockets[1], "rooms"))[0].includes(room));
});

/** Another namespace on the connection of a socket. */
async function neighbour(socket) {
  const other = socket.io.socket("/emission");
  await event(other, "connect");
  return other;
}

check("fetched socket is disconnected", async (context) => {
  const { sockets, ids } = await gather(context);
  const other = await neighbour(sockets[1]);
  const left = event(sockets[1], "disconnect");
  sockets[0].emit("remote", ids[1], "disconnect");
  assert.equal((await left)[0], "io server disconnect");
  await ask(other, "enter", ["nothing"]);
});

check("fetched socket is disconnected with its connection", async (context) => {
  const { sockets, ids } = await gather(context);
  const left = event(sockets[1], "disconnect");
  const closed = event(sockets[1].io, "close");
  sockets[0].emit("remote", ids[1], "disconnect", true);
  assert.equal((await left)[0], "io server disconnect");
  await closed;
});

check("fetched socket is asked", async (context) => {
  const { sockets, ids } = await gather(context);
  sockets[1].on("question", (text, ack) => ack(`${text}!`));
  assert.deepEqual(await ask(sockets[0], "remote-ask", ids[1], 20_000, "well?"), [{ answer: "well?!" }]);
});

check("fetched socket does not answer in time", async (context) => {
  const { sockets, ids } = await gather(context);
  assert.deepEqual(await ask(sockets[0], "remote-ask", ids[1], 50, "well?"), [{ error: true }]);
});

check("sockets of a room join others", async (context) => {
  const { room, sockets } = await gather(context);
  const [a, b] = [token(), token()];
  await ask(sockets[0], "sockets-join", { to: [room], except: [`${room}-vip`] }, [a, b]);
  const rooms = await Promise.all(sockets.map((socket) => ask(socket, "rooms")));
  assert.deepEqual(rooms.map(([names]) => names.includes(a) && names.includes(b)), [true, true, false]);
});

check("sockets of a room leave it", async (context) => {
  const { room, sockets } = await gather(context);
  await ask(sockets[0], "sockets-leave", { to: [room], except: [] }, [room, `${room}-vip`]);
  const rooms = await Promise.all(sockets.map((socket) => ask(socket, "rooms")));
  assert.deepEqual(rooms.map(([names]) => names), sockets.map(({ id }) => [id]));
});

check("socket makes others join, and not itself", async (context) => {
  const { room, sockets } = await gather(context);
  const other = token();
  await ask(sockets[0], "others-join", room, other);
  const rooms = await Promise.all(sockets.map((socket) => ask(socket, "rooms")));
  assert.deepEqual(rooms.map(([names]) => names.includes(other)), [false, true, true]);
});

check("sockets of a room are disconnected, and their connections stay", async (context) => {
  const { room, sockets } = await gather(context);
  const observer = await open(context);
  const others = await Promise.all(sockets.map(neighbour));
  const left = sockets.map((socket) => event(socket, "disconnect"));
  observer.emit("sockets-disconnect", { to: [room], except: [] }, false);
  assert.deepEqual((await Promise.all(left)).map(([reason]) => reason), Array(3).fill("io server disconnect"));
  await Promise.all(others.map((other) => ask(other, "enter", ["nothing"])));
  assert.deepEqual(await ask(observer, "fetch", { to: [room], except: [] }), [[]]);
});

check("sockets of a room are disconnected with their connections", async (context) => {
  const { room, sockets } = await gather(context);
  const observer = await open(context);
  const closed = sockets.map((socket) => event(socket.io, "close"));
  const left = sockets.map((socket) => event(socket, "disconnect"));
  observer.emit("sockets-disconnect", { to: [room], except: [] }, true);
  assert.deepEqual((await Promise.all(left)).map(([reason]) => reason), Array(3).fill("io server disconnect"));
  await Promise.all(closed);
});

check("rooms tell what happens to them", async (context) => {
  const [observer, socket, other] = await Promise.all([open(context), open(context), open(context)]);
  const ids = [socket.id, other.id];
  const room = token();
  await ask(socket, "enter", room);
  await ask(other, "enter", room);
  await ask(socket, "enter", room);
  await ask(socket, "quit", room);
  other.disconnect();
  let happened = [];
  while (happened.length < 6) {
    [happened] = await ask(observer, "happened", room);
  }
  assert.deepEqual(happened, ["create", ...ids.map((id) => `join ${id}`), ...ids.map((id) => `leave ${id}`), "delete"]);
});

check("own room comes and goes with the socket", async (context) => {
  const [observer, socket] = await Promise.all([open(context), open(context)]);
  const { id } = socket;
  assert.deepEqual(await ask(observer, "happened", id), [["create", `join ${id}`]]);
  socket.disconnect();
  let happened = [];
  while (happened.length < 4) {
    [happened] = await ask(observer, "happened", id);
  }
  assert.deepEqual(happened, ["create", `join ${id}`, `leave ${id}`, "delete"]);
});

check("server alone in the world has nobody to answer an event among servers", async (context) => {
  const socket = await open(context);
  assert.deepEqual(await ask(socket, "server-side"), [[]]);
}, { ours: true });
