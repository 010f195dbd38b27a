/*
 * Nodes with one stream of Redis are killed while they and an emitter send: node killed-node.js <JSON>. `command` starts a node, of which
 * there are `nodes`; `clients` come to whichever is there by one port; one node after the other ends by `signal`, `kills` times, and another
 * one is started in its place. In the end each client has to have what the stream has for it: all of it, in its order, and nothing twice.
 */
import { spawn } from "node:child_process";
import net from "node:net";
import { createInterface } from "node:readline";
import { createClient } from "redis";
import { io } from "socket.io-client";

const settings = JSON.parse(process.argv[2]);
const { command, redisPort, kills, clients: crowd } = settings;
const STREAM = "socket.io";
const PATIENCE = 60_000;
const CHECKS = ["comes back to its session each time", "gets all events in the order of the stream", "gets nothing twice"];

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function until(what, holds) {
  for (const end = Date.now() + PATIENCE; !(await holds()); await pause(20)) {
    if (Date.now() > end) {
      throw new Error(`waited too long until ${what}`);
    }
  }
}

// nodes, and one port for all of them

const nodes = new Set();

async function startNode() {
  const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
  const node = { child, port: 0, connections: new Set() };
  child.on("exit", () => nodes.delete(node));
  createInterface({ input: child.stdout }).on("line", (line) => {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port) {
      node.port = Number(port);
      nodes.add(node);
    }
  });
  await until("a node is there", () => node.port > 0);
  node.control = io(`http://127.0.0.1:${node.port}`, { transports: ["websocket"], forceNew: true, reconnection: false });
  await until("a node answers", () => node.control.connected);
  return node;
}

let turn = 0;
const entrance = net.createServer((near) => {
  const there = [...nodes];
  const node = there[turn++ % there.length];
  const far = net.connect(node.port, "127.0.0.1");
  node.connections.add(near);
  for (const [from, to] of [
    [near, far],
    [far, near],
  ]) {
    from.on("error", () => {});
    from.on("data", (data) => to.write(data));
    from.on("close", () => {
      node.connections.delete(near);
      to.destroy();
    });
  }
});

// clients

class Client {
  constructor(number, port) {
    this.room = number % 2 ? "odd" : "even";
    this.got = [];
    this.late = 0;
    this.recoveries = [];
    this.socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      forceNew: true,
      auth: { room: this.room },
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
    });
    this.socket.on("number", (sender, number) => this.got.push(`${sender} ${number}`));
    this.socket.on("connect", () => this.recoveries.push(this.socket.recovered));
    this.socket.on("disconnect", () => setTimeout(() => this.forgetLatecomers()));
  }

  /** What comes in the same step in which the connection ends is kept by this client, and asked for once more. Seen in 4.8.4. */
  forgetLatecomers() {
    this.late += this.socket.receiveBuffer.length;
    this.socket.receiveBuffer.length = 0;
  }
}

// what is sent

const redis = createClient({ url: `redis://127.0.0.1:${redisPort}` });
const ROOMS = [[], ["even"], ["odd"]];
const isFor = (rooms, client) => !rooms.length || rooms.includes("all") || rooms.includes(client.room);

async function emit(number) {
  const data = {
    packet: { type: 2, data: ["number", "emitter", number], nsp: "/" },
    opts: { rooms: ROOMS[number % ROOMS.length], flags: {}, except: [] },
  };
  await redis.xAdd(STREAM, "*", { uid: "emitter", nsp: "/", type: "3", data: JSON.stringify(data) });
}

/** Names of events, with the rooms that they are for. */
async function sent() {
  const entries = await redis.xRange(STREAM, "-", "+");
  return entries
    .filter(({ message }) => message.nsp === "/" && message.type === "3")
    .map(({ message }) => JSON.parse(message.data))
    .filter(({ packet }) => packet.data[0] === "number")
    .map(({ packet, opts }) => ({ name: `${packet.data[1]} ${packet.data[2]}`, rooms: opts.rooms }));
}

async function run() {
  await redis.connect();
  await Promise.all(Array.from({ length: settings.nodes }, startNode));
  await new Promise((resolve) => entrance.listen(0, "127.0.0.1", resolve));
  const clients = Array.from({ length: crowd }, (unused, number) => new Client(number, entrance.address().port));
  await until("all are connected", () => clients.every(({ socket }) => socket.connected));

  let number = 0;
  let sending = Promise.resolve();
  const timer = setInterval(() => (sending = sending.then(() => emit(number++))), 10);
  nodes.forEach(({ control }) => control.emit("send", true));
  let cut = 0;
  for (let kill = 0; kill < kills; kill++) {
    await pause(settings.millis);
    const victim = [...nodes][kill % nodes.size];
    cut += victim.connections.size;
    nodes.delete(victim);
    victim.child.kill(settings.signal);
    await until("all are back", () => clients.every(({ socket }) => socket.connected));
    (await startNode()).control.emit("send", true);
  }
  await pause(settings.millis);
  clearInterval(timer);
  await sending;
  await Promise.all([...nodes].map(({ control }) => control.emitWithAck("send", false)));
  await pause(settings.millis);

  const all = await sent();
  const wanted = (client) => all.filter(({ rooms }) => isFor(rooms, client)).map(({ name }) => name);
  await until("all have the last", () => clients.every((client) => client.got.at(-1) === wanted(client).at(-1))).catch(() => {});

  const faults = [[], [], []];
  for (const client of clients) {
    const expected = wanted(client);
    const from = expected.indexOf(client.got[0]);
    const failed = client.recoveries.slice(1).filter((recovered) => !recovered).length;
    failed && faults[0].push(`${failed} of ${client.recoveries.length - 1} times not`);
    const wrong = client.got.findIndex((name, at) => name !== expected[from + at]);
    (wrong >= 0 || client.got.length !== expected.length - from) &&
      faults[1].push(
        `${client.got.length} instead of ${expected.length - from}, at ${wrong}: ${client.got[wrong]} instead of ${expected[from + wrong]}`,
      );
    const twice = client.got.length - new Set(client.got).size;
    twice && faults[2].push(`${twice} twice`);
  }
  const total = clients.reduce((sum, { got }) => sum + got.length, 0);
  const back = clients.reduce((sum, { recoveries }) => sum + recoveries.length - 1, 0);
  const late = clients.reduce((sum, client) => sum + client.late, 0);
  console.log(
    JSON.stringify({
      say:
        `${kills} of ${settings.nodes} nodes ended by ${settings.signal} under ${crowd} clients: ${cut} connections cut, ${back} times back, ` +
        `${all.length} events sent, ${total} received; ${late} kept by clients and left out`,
    }),
  );
  CHECKS.forEach((name, index) =>
    console.log(JSON.stringify({ name, ok: !faults[index].length, error: faults[index].slice(0, 5).join("; ") })),
  );
  const senders = new Set(all.map(({ name }) => name.split(" ")[0])).size;
  if (!back || senders !== settings.nodes + kills + 1) {
    throw new Error(`${back} times back, ${senders} have sent`);
  }
}

console.log(JSON.stringify({ plan: CHECKS }));
const end = (code) => {
  nodes.forEach(({ child }) => child.kill("SIGKILL"));
  process.exit(code);
};
process.on("SIGTERM", () => end(1));
run().then(
  () => end(0),
  (failure) => {
    console.error(failure);
    end(1);
  },
);
