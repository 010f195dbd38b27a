// Prints the groups of types that use each other in a loop, the largest first: for each module that is named, of its compiled classes.
// Nested types count with their outer one. Needs jdeps of a JDK, and modules that are built. Example:
//   node .ci/type-loops.mjs pocketio-core pocketio-spring-boot-starter
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = "io.pocketio.";
const jdeps = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "jdeps") : "jdeps";

function uses(module) {
  const lines = execFileSync(jdeps, ["-filter:none", "-verbose:class", join(module, "target", "classes")], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }).split("\n");
  const graph = new Map();
  for (const line of lines) {
    const found = /^ +(io\.pocketio\.\S+) +-> (io\.pocketio\.\S+)/.exec(line);
    if (found) {
      const [from, to] = found.slice(1).map((name) => name.split("$")[0]);
      if (!graph.has(from)) graph.set(from, new Set());
      if (from !== to) graph.get(from).add(to);
    }
  }
  return graph;
}

// Tarjan's strongly connected components
function loops(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const groups = [];
  const visit = (type) => {
    index.set(type, index.size);
    low.set(type, index.get(type));
    stack.push(type);
    for (const used of graph.get(type) ?? []) {
      if (!index.has(used)) {
        visit(used);
        low.set(type, Math.min(low.get(type), low.get(used)));
      } else if (stack.includes(used)) {
        low.set(type, Math.min(low.get(type), index.get(used)));
      }
    }
    if (low.get(type) === index.get(type)) {
      const group = stack.splice(stack.indexOf(type));
      if (group.length > 1) groups.push(group.sort());
    }
  };
  for (const type of graph.keys()) if (!index.has(type)) visit(type);
  return groups.sort((a, b) => b.length - a.length);
}

for (const module of process.argv.slice(2)) {
  console.log(module);
  for (const group of loops(uses(module))) {
    console.log(`  ${group.length}  ${group.map((type) => type.slice(ROOT.length)).join(" ")}`);
  }
}
