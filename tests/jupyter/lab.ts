/** The first notebook in the real JupyterLab, in a real browser: tables and charts are there to be seen. */

import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { playwright } from "../../_deps/playwright.ts";
import { codeCells, NOTEBOOKS, readNotebook } from "./notebook.ts";
import { CACHE, chromium, jupyter, ROOT } from "./setup.ts";

const NAME = "01_quickstart.ipynb";
const CHARTS = 3;
// Where a failing test, or a curious reader, finds what the browser saw.
const PICTURE = new URL("jupyterlab.png", CACHE);
/** Whether the notebook on top is bound to a kernel that answers; the page's own indicator says "idle" before. */
const READY = `(() => {
  const context = globalThis.jupyterapp?.shell.currentWidget?.sessionContext;
  const kernel = context?.session?.kernel;
  return Boolean(context?.isReady && kernel?.connectionStatus === "connected" && kernel.status === "idle");
})()`;
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

Deno.test("JupyterLab runs the quickstart and renders its tables and charts", async () => {
  // The copy is run, so that JupyterLab's saving does not touch the stored notebook; its `../mod.ts` is ours.
  const folder = new URL("lab/", CACHE);
  await Deno.mkdir(new URL("notebooks/", folder), { recursive: true });
  await Deno.writeTextFile(new URL("mod.ts", folder), `export * from "${new URL("mod.ts", ROOT)}";\n`);
  const notebook = await readNotebook(new URL(NAME, NOTEBOOKS));
  for (const { cell } of codeCells(notebook)) Object.assign(cell, { outputs: [], execution_count: null });
  await Deno.writeTextFile(new URL(`notebooks/${NAME}`, folder), JSON.stringify(notebook));

  await using server = await startLab(folder);
  const { chromium: driver } = await playwright();
  const browser = await driver.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 5200 } });
    await page.goto(`${server.url}/lab/tree/notebooks/${NAME}?token=${server.token}`);
    const count = (selector: string) => page.locator(selector).count();
    await until("the kernel is ready", () => page.evaluate(READY));
    // Not awaited in the page: the command ends with the last cell, and a question in between would hold it for ever.
    await page.evaluate(`void jupyterapp.commands.execute("notebook:run-all-cells")`);
    const code = codeCells(notebook).length;
    const prompts = () => page.locator(".jp-CodeCell .jp-InputPrompt").allTextContents();
    const done = async () => (await prompts()).filter((text) => /^\[\d+\]:$/.test(text)).length;
    await until("all cells have run", async () => await done() === code);

    const figures = ".vega-embed svg, .vega-embed canvas";
    const failures =
      '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]';
    await until(
      "the charts are drawn, or fail",
      async () => await count(figures) >= CHARTS || await count(failures) > 0,
    );
    assertEquals(await page.locator(failures).allTextContents(), []);
    assert(await count(".jp-RenderedHTMLCommon table tbody tr") > 50, "no tables are shown");

    const chart = page.locator(figures).first();
    const box = await chart.boundingBox();
    assert(box !== null && box.width > 600 && box.height > 200, `the chart is ${box?.width}×${box?.height}`);
    await chart.hover({ position: { x: box.width / 2, y: box.height / 2 } });
    const tooltip = page.locator("#vg-tooltip-element.visible");
    await until("the tooltip of a candle shows", async () => await tooltip.count() > 0);
    const shown = await tooltip.innerText();
    for (const word of ["time (UTC)", "open", "high", "low", "close", "volume"]) assertStringIncludes(shown, word);
  } finally {
    await browser.contexts()[0]?.pages()[0]?.screenshot({ path: fileURLToPath(PICTURE) });
    await browser.close();
  }
});

/** Waits until `happened`, two minutes at most. */
async function until(what: string, happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (await happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`JupyterLab: waited two minutes in vain until ${what}`);
}

/** JupyterLab on a free port of this machine, until disposed of. */
async function startLab(folder: URL): Promise<{ url: string; token: string } & AsyncDisposable> {
  const { jupyter: program, env } = await jupyter();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const token = crypto.randomUUID();
  const args = [
    "lab",
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${fileURLToPath(folder)}`,
    `--IdentityProvider.token=${token}`,
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
  ];
  const child = new Deno.Command(program, { args, env, stdin: "null", stdout: "null", stderr: "piped" }).spawn();
  const log: string[] = [];
  const reading = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) log.push(text);
  })();
  const stop = async () => {
    try {
      child.kill("SIGTERM");
    } catch (error) {
      // It is gone already, which is what was wanted.
      if (!(error instanceof TypeError)) throw error;
    }
    await child.status;
    await reading;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(`${url}/api/status?token=${token}`, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, token, [Symbol.asyncDispose]: stop };
}

/** Waits, a minute at most, until the address answers. */
async function answering(url: string, log: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    try {
      const response = await fetch(url);
      await response.body?.cancel();
      if (response.ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`JupyterLab did not start within a minute\n${log.join("").slice(-3000)}`);
}
