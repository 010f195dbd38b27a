/* Two nodes of one cluster: a client that is cut off from one comes back by the other. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

/** A client at the end of a cable that leads to either node, and one at each node that has others sent something. */
async function gather(context) {
  const { port, ports } = context.client;
  const cable = await context.cable(port);
  const [first, other] = await Promise.all([context.connected("/", { port }), context.connected("/", { port: ports.other })]);
  const socket = context.open("/", { port: cable.port, reconnectionDelay: 20, reconnectionDelayMax: 50 });
  await event(socket, "connect");
  const room = token();
  await ask(socket, "join", room);
  await Promise.all([first, other].map((each) => ask(each, "join", `${room}-all`)));
  await ask(socket, "set", "user", "ann");
  const told = [];
  socket.on("told", (text) => told.push(text));
  return { cable, socket, first, other, room, told, ports: [port, ports.other] };
}

/** Waits until both nodes have handed out all that was sent before by either. */
async function settled({ first, other, room }) {
  for (const from of [first, other]) {
    const text = token();
    const heard = [first, other].map((each) => event(each, "told", (what) => what === text));
    from.emit("in", [`${room}-all`], text);
    await Promise.all(heard);
  }
}

async function move(crowd, port, whileAway) {
  const gone = event(crowd.socket, "disconnect");
  crowd.cable.cut();
  await gone;
  await settled(crowd);
  await whileAway();
  await settled(crowd);
  crowd.cable.leadTo(port);
  const back = event(crowd.socket, "connect");
  crowd.cable.mend();
  await back;
}

async function expectSession({ socket, room }, id) {
  assert.equal(socket.recovered, true, "recovered");
  assert.equal(socket.id, id);
  assert.deepEqual(await ask(socket, "get", "user"), ["ann"]);
  assert.deepEqual(await ask(socket, "rooms"), [[id, room].sort()]);
}

check("client comes back by the other node, and by the first again", async (context) => {
  const crowd = await gather(context);
  const { socket, first, other, room, told, ports } = crowd;
  const { id } = socket;
  const seen = event(socket, "told");
  other.emit("in", [room], "seen");
  await seen;

  await move(crowd, ports[1], async () => {
    first.emit("in", [room], "missed 1");
    await settled(crowd);
    other.emit("in", [room], "missed 2");
    other.emit("in", [`${room}-elsewhere`], "not for it");
    await settled(crowd);
    first.emit("in", [id], "missed 3");
  });
  await expectSession(crowd, id);
  await move(crowd, ports[0], async () => {
    other.emit("in", [room], "missed 4");
    await settled(crowd);
    first.emit("in", [room], "missed 5");
  });
  await expectSession(crowd, id);
  const last = event(socket, "told", (text) => text === "last");
  other.emit("in", [room], "last");
  await last;

  assert.deepEqual(told, ["seen", "missed 1", "missed 2", "missed 3", "missed 4", "missed 5", "last"]);
});

check("client that left does not come back by the other node", async (context) => {
  const crowd = await gather(context);
  const { socket, cable, ports, first, room } = crowd;
  const seen = event(socket, "told");
  first.emit("in", [room], "seen");
  await seen;
  const { id } = socket;

  socket.disconnect();
  await settled(crowd);
  cable.leadTo(ports[1]);
  socket.io.engine?.close();
  socket.connect();
  await event(socket, "connect");

  assert.equal(socket.recovered, false);
  assert.notEqual(socket.id, id);
});
