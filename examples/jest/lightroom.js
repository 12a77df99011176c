// A plug-in that runs under `lrsocket run --json --control`, for tests in JavaScript.
//
// Nothing here sleeps: each wait is for something that happens. jest's own time limit ends those in
// vain.
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const net = require("node:net");
const readline = require("node:readline");

// Lightroom with one plug-in.
class Lightroom {
  constructor(plugin, ...options) {
    const program = process.env.LRSOCKET ?? "lrsocket";
    const args = ["run", "--json", "--control", "--quiet", ...options, plugin];
    this.process = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = once(this.process, "close");
    this.events = []; // all that has been read
    this.lines = readline.createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  // Waits for the next event of this name with these fields; see docs/trace.md.
  async event(name, fields = {}) {
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) {
        throw new Error(`lrsocket ended before ${name}\n${JSON.stringify(this.events, null, 1)}`);
      }
      const event = JSON.parse(value);
      this.events.push(event);
      const fits = Object.entries(fields).every(([key, wanted]) => event[key] === wanted);
      if (event.event === name && fits) {
        return event;
      }
    }
  }

  // Does what a person would do in Lightroom; see docs/control.md.
  async control(command, fields = {}) {
    this.process.stdin.write(`${JSON.stringify({ do: command, ...fields })}\n`);
    const answer = await this.event("answer");
    if (!answer.ok) {
      throw new Error(answer.error);
    }
    return answer.result;
  }

  // A companion on both ports, as soon as the plug-in listens on both.
  async connect() {
    const ports = {};
    while (!(ports.receive && ports.send)) {
      const { mode, port } = await this.event("connecting");
      ports[mode] = port;
    }
    const companion = new Companion(ports.receive, ports.send);
    await companion.connected;
    return companion;
  }

  // Lightroom quits. The exit status is 1 if the plug-in failed, such as by an error in a callback.
  async quit() {
    await this.control("shutdown");
    const [status] = await this.ended;
    return status;
  }

  kill() {
    this.process.kill();
    return this.ended;
  }
}

// The outside program: it writes to the plug-in's receive socket and reads from its send socket.
class Companion {
  constructor(receive, send) {
    this.to = net.connect(receive, "127.0.0.1");
    this.from = net.connect(send, "127.0.0.1");
    this.connected = Promise.all([once(this.to, "connect"), once(this.from, "connect")]);
    this.lines = readline.createInterface({ input: this.from })[Symbol.asyncIterator]();
  }

  // The newline is what ends a message.
  send(line) {
    this.to.write(`${line}\n`);
  }

  async line() {
    return (await this.lines.next()).value;
  }

  close() {
    this.to.destroy();
    this.from.destroy();
  }
}

module.exports = { Lightroom };
