/* Two nodes of one cluster: what is done on one reaches the clients of the other. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

/**
 * Waits until what the first node sends to the room reaches the other: where a room has a channel, a node has it some time after somebody
 * has joined, with the reference server, too.
 */
async function connected(from, to, room) {
  let isConnected = false;
  const probed = event(to, "probe").then(() => (isConnected = true));
  while (!isConnected) {
    from.emit("emit", { from: "namespace", to: [room], except: [], event: "probe" });
    await Promise.race([probed, new Promise((resolve) => setTimeout(resolve, 20))]);
  }
}

/** Where clients can come back, each event has its place in the stream as last argument. */
const withoutOffset = (args) => (/^\d+-\d+$/.test(args.at(-1)) ? args.slice(0, -1) : args);

/** Two clients on the first node, and one on the second, in a room of their own. */
async function gather(context, namespace) {
  const { port, ports } = context.client;
  const open = (at) => context.connected(namespace, { port: at });
  const [ann, bob, cid] = await Promise.all([open(port), open(port), open(ports.other)]);
  const room = token();
  const enter = (socket, name) => ask(socket, "enter", namespace === "/steering" ? name : [name]);
  await Promise.all([ann, bob, cid].map((socket) => enter(socket, room)));
  await enter(cid, `${room}-far`);
  if (namespace !== "/steering") {
    await connected(ann, cid, room);
  }
  const told = [ann, bob, cid].map((socket) => {
    const texts = [];
    socket.on("told", (...args) => texts.push(withoutOffset(args)));
    return texts;
  });
  return { ann, bob, cid, room, told };
}

const target = (from, room, more) => ({ from, to: [room], except: [], event: "told", ...more });

/** Waits until all got what was sent to the room behind the rest. */
async function last({ ann, bob, cid, room }) {
  const done = [ann, bob, cid].map((socket) => event(socket, "last"));
  ann.emit("emit", { from: "namespace", to: [room], except: [], event: "last" });
  await Promise.all(done);
}

for (const from of ["server", "namespace", "socket"]) {
  const without = (texts) => (from === "socket" ? [[], ...texts.slice(1)] : texts);
  const namespace = from === "server" ? "/" : "/emission";

  check(`${from}: emits to clients of both nodes`, async (context) => {
    const crowd = await gather(context, namespace);
    crowd.ann.emit("emit", target(from, crowd.room), "hello", Buffer.from([1, 2]), { a: [null] });
    await last(crowd);
    const args = ["hello", Buffer.from([1, 2]), { a: [null] }];
    assert.deepEqual(crowd.told, without([[args], [args], [args]]));
  });

  check(`${from}: emits to clients of its own node`, async (context) => {
    const crowd = await gather(context, namespace);
    crowd.ann.emit("emit", target(from, crowd.room, { local: true }), "hello");
    await last(crowd);
    assert.deepEqual(crowd.told, without([[["hello"]], [["hello"]], []]));
  });

  check(`${from}: emits to all but a room of the other node`, async (context) => {
    const crowd = await gather(context, namespace);
    crowd.ann.emit("emit", target(from, crowd.room, { except: [`${crowd.room}-far`] }), "hello");
    await last(crowd);
    assert.deepEqual(crowd.told, without([[["hello"]], [["hello"]], []]));
  });

  check(`${from}: is acknowledged by clients of both nodes`, async (context) => {
    const { ann, bob, cid, room } = await gather(context, namespace);
    Object.entries({ ann, bob, cid }).forEach(([name, socket]) => socket.on("question", (ack) => ack(name)));
    const spec = { ...target(from, room), event: "question", timeout: 20_000 };
    const [{ answers, error }] = await ask(ann, "ask-all", spec);
    assert.deepEqual(answers.sort(), from === "socket" ? ["bob", "cid"] : ["ann", "bob", "cid"]);
    assert.ok(!error);
  });

  check(`${from}: misses the answer of a client of the other node`, async (context) => {
    const { ann, bob, room } = await gather(context, namespace);
    Object.entries({ ann, bob }).forEach(([name, socket]) => socket.on("question", (ack) => ack(name)));
    const spec = { ...target(from, room), event: "question", timeout: 4_000 };
    const [{ answers, error }] = await ask(ann, "ask-all", spec);
    assert.deepEqual(answers.sort(), from === "socket" ? ["bob"] : ["ann", "bob"]);
    assert.equal(error, true);
  });
}

check("emits to a client of the other node by its id", async (context) => {
  const crowd = await gather(context, "/emission");
  crowd.ann.emit("emit", target("namespace", crowd.cid.id), "psst");
  await last(crowd);
  assert.deepEqual(crowd.told, [[], [], [["psst"]]]);
});

check("fetches sockets of both nodes", async (context) => {
  const { ann, bob, cid, room } = await gather(context, "/steering");
  await ask(cid, "remember", "nick", "Cid");
  const [found] = await ask(ann, "fetch", { to: [room], except: [] });
  assert.deepEqual(found.map(({ id }) => id).sort(), [ann, bob, cid].map(({ id }) => id).sort());
  const far = found.find(({ id }) => id === cid.id);
  assert.deepEqual(far.data, { nick: "Cid" });
  assert.deepEqual(far.rooms.sort(), [cid.id, room, `${room}-far`].sort());
});

check("emits to a fetched socket of the other node", async (context) => {
  const { ann, cid } = await gather(context, "/steering");
  const told = event(cid, "told");
  await ask(ann, "remote", cid.id, "emit", "hi");
  assert.deepEqual(withoutOffset(await told), ["hi"]);
});

check("asks a fetched socket of the other node", async (context) => {
  const { ann, cid } = await gather(context, "/steering");
  cid.on("question", (text, ack) => ack(`${text}!`));
  assert.deepEqual(await ask(ann, "remote-ask", cid.id, 20_000, "well?"), [{ answer: "well?!" }]);
});

check("disconnects a fetched socket of the other node", async (context) => {
  const { ann, cid } = await gather(context, "/steering");
  const left = event(cid, "disconnect");
  await ask(ann, "remote", cid.id, "disconnect");
  assert.equal((await left)[0], "io server disconnect");
});

check("makes sockets of both nodes join and leave", async (context) => {
  const { ann, bob, cid, room } = await gather(context, "/steering");
  const other = token();
  const inside = async () => {
    const rooms = await Promise.all([ann, bob, cid].map((socket) => ask(socket, "rooms")));
    return rooms.filter(([names]) => names.includes(other)).length;
  };
  await ask(ann, "sockets-join", { to: [room], except: [] }, [other]);
  while ((await inside()) < 3);
  await ask(ann, "sockets-leave", { to: [other], except: [] }, [other]);
  while ((await inside()) > 0);
});

check("disconnects sockets of both nodes", async (context) => {
  const { ann, bob, cid, room } = await gather(context, "/steering");
  const left = [ann, bob, cid].map((socket) => event(socket, "disconnect"));
  ann.emit("sockets-disconnect", { to: [room], except: [] }, true);
  assert.deepEqual((await Promise.all(left)).map(([reason]) => reason), Array(3).fill("io server disconnect"));
});

check("servers send each other events", async (context) => {
  const { ann, bob, cid } = await gather(context, "/steering");
  const text = token();
  const noted = event(cid, "noted", (node, each) => each === text);
  const here = [];
  [ann, bob].forEach((socket) => socket.on("noted", (node, each) => each === text && here.push(node)));
  await ask(ann, "server-side-emit", text);
  assert.deepEqual(await noted, ["second", text]);
  assert.deepEqual(await ask(ann, "server-side"), [["second"]]);
  assert.deepEqual(await ask(cid, "server-side"), [["first"]]);
  assert.deepEqual(here, []);
});
