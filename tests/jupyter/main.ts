/**
 * `deno task test:jupyter`: every notebook under a real Jupyter, and the quickstart in a real JupyterLab and browser.
 * Installs Jupyter into the user's cache folder when it is not there; needs Python 3 with `venv`, and Chromium.
 */

import { fileURLToPath } from "node:url";

const files = ["notebooks.ts", "lab.ts"].map((name) => fileURLToPath(new URL(name, import.meta.url)));
const { code } = await new Deno.Command(Deno.execPath(), { args: ["test", "--allow-all", ...files] }).spawn().status;
Deno.exit(code);
