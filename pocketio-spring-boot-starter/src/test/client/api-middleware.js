/* Middleware: of connections, and of events. */
import { assert, check } from "./checks.js";
import { ask, event } from "./kit.js";

const refused = async (context, auth, namespace = "/middleware") => {
  const socket = context.open(namespace, { auth });
  const [error] = await event(socket, "connect_error");
  assert.equal(socket.connected, false);
  return [error, socket];
};

check("connection middlewares are asked in order, and waited for", async (context) => {
  const socket = context.open("/middleware", { auth: { name: "Ada" } });
  assert.deepEqual(await event(socket, "asked"), [["first", "slow", "last"], "Ada"]);
});

check("connection middleware refuses with data", async (context) => {
  const [error] = await refused(context, { refuse: "slow" });
  assert.equal(error.message, "slow refuses");
  assert.deepEqual(error.data, { asked: ["first", "slow"], deep: [{ a: [] }] });
});

check("connection middleware refuses before the next is asked", async (context) => {
  const [error] = await refused(context, { refuse: "first" });
  assert.deepEqual(error.data.asked, ["first"]);
});

check("connection middleware refuses without data", async (context) => {
  const [error] = await refused(context, { refuse: "last" });
  assert.equal(error.message, "last refuses");
  assert.equal(error.data, undefined);
});

check("refused client connects with another auth", async (context) => {
  const [, socket] = await refused(context, { refuse: "slow" });
  const asked = event(socket, "asked");
  socket.auth = { name: "Bob" };
  socket.connect();
  assert.equal((await asked)[1], "Bob");
});

check("refused client keeps its other namespaces", async (context) => {
  const socket = await context.connected("/emission");
  const other = socket.io.socket("/middleware", { auth: { refuse: "first" } });
  await event(other, "connect_error");
  assert.deepEqual(await ask(socket, "enter", ["nothing"]), []);
  assert.equal(socket.connected, true);
});

check("event middlewares are asked in order, ahead of the handler", async (context) => {
  const socket = await context.connected("/event-middleware");
  assert.deepEqual(await ask(socket, "traced"), [["any", "first", "second", "handler"]]);
});

check("event middleware sees name and arguments", async (context) => {
  const socket = await context.connected("/event-middleware");
  socket.emit("seen", 1, { a: Buffer.from([1]) }, null);
  assert.deepEqual(await event(socket, "saw"), ["seen", [1, { a: Buffer.from([1]) }, null]]);
});

check("refused event is told to the error listeners alone", async (context) => {
  const socket = await context.connected("/event-middleware");
  const errors = [];
  socket.on("error-of", (message) => errors.push(message));
  let acknowledged = false;
  socket.emit("refused", () => (acknowledged = true));
  assert.deepEqual(await ask(socket, "traced"), [["any", "any", "first", "second", "handler"]]);
  assert.deepEqual(errors, ["no such event"]);
  assert.equal(acknowledged, false);
  assert.equal(socket.connected, true);
});

check("event is refused for its arguments", async (context) => {
  const socket = await context.connected("/event-middleware");
  const error = event(socket, "error-of");
  socket.emit("number", -1);
  assert.deepEqual(await error, ["not positive"]);
  assert.deepEqual(await ask(socket, "number", 1), [1]);
});

check("slow event middleware holds the event up", async (context) => {
  const socket = await context.connected("/event-middleware");
  assert.deepEqual(await ask(socket, "slow", 1), [1]);
});

check("slow event middleware keeps the order of events", async (context) => {
  const socket = await context.connected("/event-middleware");
  const answers = [];
  const done = Promise.all(
    ["slow", "number", "slow", "number"].map((name, i) =>
      ask(socket, name, i).then(([answer]) => answers.push(answer)),
    ),
  );
  await done;
  assert.deepEqual(answers, [0, 1, 2, 3]);
}, { ours: true });

check("acknowledgements pass no event middleware", async (context) => {
  const socket = await context.connected("/event-middleware");
  socket.on("question", (ack) => ack("answer"));
  assert.deepEqual(await ask(socket, "ask"), ["answer"]);
  assert.deepEqual(await ask(socket, "traced"), [["any", "first", "second", "any", "first", "second", "handler"]]);
});
