/* Annotated controllers: variables of a namespace, catch-alls, exceptions, validation, and where handlers run. */
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

const open = (context) => context.connected("/annotated");

check("template binds its variable", async (context) => {
  const tenant = `acme-${token()}`;
  const socket = await context.connected(`/tenants/${tenant}`);
  assert.deepEqual(await ask(socket, "who"), [tenant, `/tenants/${tenant}`]);
});

check("template binds its variable when a client connects", async (context) => {
  const tenant = `acme-${token()}`;
  assert.deepEqual(await event(context.open(`/tenants/${tenant}`), "welcome"), [tenant]);
});

check("template takes any text for a variable", async (context) => {
  const socket = await context.connected("/tenants/ü 😀");
  assert.deepEqual(await ask(socket, "who"), ["ü 😀", "/tenants/ü 😀"]);
});

check("template fits the whole name", async (context) => {
  for (const name of ["/tenants", "/tenants/", "/tenants/a/b", "/x/tenants/a"]) {
    const [error] = await event(context.open(name), "connect_error");
    assert.equal(error.message, "Invalid namespace", name);
  }
});

check("template converts its variable", async (context) => {
  const socket = await context.connected("/shelves/17/books");
  assert.deepEqual(await ask(socket, "next"), [18]);
});

check("template refuses what cannot be converted", async (context) => {
  const [error] = await event(context.open("/shelves/x/books"), "connect_error");
  assert.equal(error.message, "Invalid namespace");
});

check("namespaces of a template are apart from each other", async (context) => {
  const names = [token(), token()];
  const [ann, bob, cid] = await Promise.all(
    [names[0], names[1], names[0]].map((name) => context.connected(`/tenants/${name}`)),
  );
  const got = [];
  [ann, bob, cid].forEach((socket, i) => socket.on("told", (text) => got.push(`${i} ${text}`)));
  await ask(ann, "tell", "hello");
  await Promise.all([ann, bob, cid].map((socket) => ask(socket, "who")));
  assert.deepEqual(got.sort(), ["0 hello", "2 hello"]);
});

check("exception is answered by the controller", async (context) => {
  assert.deepEqual(await ask(await open(context), "throw", "local"), [{ handledBy: "controller", text: "local" }]);
});

check("exception is answered by an advice", async (context) => {
  assert.deepEqual(await ask(await open(context), "throw", "advice"), [{ handledBy: "advice", text: "advice" }]);
});

check("exception of a later value is answered", async (context) => {
  assert.deepEqual(await ask(await open(context), "fail-later", "advice"), [{ handledBy: "advice", text: "advice" }]);
});

check("exception that nobody handles tells the client nothing", async (context) => {
  const socket = await open(context);
  let answered = false;
  socket.emit("throw", "nobody", () => (answered = true));
  assert.deepEqual(await ask(socket, "fine"), ["fine"]);
  assert.equal(answered, false);
  assert.equal(socket.connected, true);
});

check("exception without acknowledgement is told by an event", async (context) => {
  const socket = await open(context);
  const told = event(socket, "trouble");
  socket.emit("throw", "advice");
  assert.deepEqual(await told, ["advice"]);
});

check("invalid argument is told by field", async (context) => {
  const [answer] = await ask(await open(context), "order", { name: "", count: 0, lines: [{ sku: "a" }, { sku: "" }] });
  assert.equal(answer.error, "Invalid arguments");
  const fields = answer.fieldErrors.map(({ argument, field, code }) => `${argument} ${field} ${code}`);
  assert.deepEqual(fields.sort(), ["0 count Min", "0 lines[1].sku NotBlank", "0 name NotBlank"]);
  answer.fieldErrors.forEach(({ message }) => assert.equal(typeof message, "string"));
});

check("valid argument is taken", async (context) => {
  assert.deepEqual(await ask(await open(context), "order", { name: "nut", count: 1, lines: [] }), ["nut"]);
});

check("second argument is validated", async (context) => {
  const [answer] = await ask(await open(context), "rename", 1, " ");
  assert.deepEqual(answer.fieldErrors.map(({ argument, field }) => [argument, field]), [[1, "name"]]);
  assert.deepEqual(await ask(await open(context), "rename", 1, "x"), ["x"]);
});

check("argument of another type is refused as an invalid one", async (context) => {
  const [answer] = await ask(await open(context), "rename", "no number", "x");
  assert.deepEqual(answer.fieldErrors.map(({ argument, code }) => [argument, code]), [[0, "typeMismatch"]]);
});

check("catch-all of a controller hears each event", async (context) => {
  const socket = await open(context);
  socket.emit("unheard-of", 1, "a");
  assert.deepEqual(await ask(socket, "heard"), [["unheard-of [1,\"a\"]", "heard []"]]);
});

for (const mode of ["event-loop", "workers"]) {
  check(`handlers keep their order on the ${mode}`, async (context) => {
    const socket = await open(context);
    for (let i = 0; i < 100; i++) {
      socket.emit(mode, i);
    }
    const [{ numbers, threads }] = await ask(socket, `${mode}-ran`);
    assert.deepEqual(numbers, Array.from({ length: 100 }, (any, i) => i));
    assert.equal(threads.some((name) => name.startsWith("boundedElastic")), mode === "workers", threads.join());
  });

  check(`handlers answer from the ${mode}`, async (context) => {
    const socket = await open(context);
    const answers = await Promise.all(Array.from({ length: 20 }, (any, i) => ask(socket, `${mode}-answer`, i)));
    assert.deepEqual(answers, Array.from({ length: 20 }, (any, i) => [i]));
  });
}

check("handler that blocks holds up its own socket alone", async (context) => {
  const [blocked, free] = await Promise.all([open(context), open(context)]);
  const key = token();
  const done = ask(blocked, "block", key);
  assert.deepEqual(await ask(free, "fine"), ["fine"]);
  await ask(free, "release", key);
  assert.deepEqual(await done, ["released"]);
});
