// Tests of examples/remote.lrplugin in JavaScript: `LRSOCKET=path/to/lrsocket npx jest`.
const path = require("node:path");
const { Lightroom } = require("./lightroom");

const PLUGIN = path.join(__dirname, "..", "remote.lrplugin");

jest.setTimeout(20_000);

let lightroom;

beforeEach(() => {
  lightroom = new Lightroom(PLUGIN);
});

afterEach(() => lightroom.kill());

test("a value that is set is told", async () => {
  const companion = await lightroom.connect();
  companion.send("Exposure = 0.5");
  expect(await companion.line()).toBe("Exposure = 0.5");
  companion.close();
  expect(await lightroom.quit()).toBe(0);
});

test("an unknown name is an error and not the end", async () => {
  const companion = await lightroom.connect();
  companion.send("Sharpness = 40");
  expect(await companion.line()).toBe("error: there is no Sharpness");
  companion.send("Contrast");
  expect(await companion.line()).toBe("Contrast = 0");
  companion.close();
  expect(await lightroom.quit()).toBe(0);
});

test("a companion that comes back is served again", async () => {
  const first = await lightroom.connect();
  first.send("Contrast = 7");
  expect(await first.line()).toBe("Contrast = 7");
  first.close();
  const second = await lightroom.connect();
  second.send("Contrast");
  expect(await second.line()).toBe("Contrast = 7");
  second.close();
  expect(await lightroom.quit()).toBe(0);
});

test("after a reload both ports are there again", async () => {
  (await lightroom.connect()).close();
  await lightroom.control("reload");
  const companion = await lightroom.connect();
  companion.send("Temperature");
  expect(await companion.line()).toBe("Temperature = 5500");
  companion.close();
  expect(await lightroom.quit()).toBe(0);
});
