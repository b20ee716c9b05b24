/**
 * What the Jupyter tests stand on: a Python environment with JupyterLab in the user's cache folder, made when it is missing, a
 * kernel description naming the Deno that runs this, and a Chromium. The user's own Jupyter is neither used nor changed; a CI
 * machine without Chromium gets Debian's.
 */

import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's folder. */
export const ROOT = new URL("../../", import.meta.url);

/** Where all of it lives. Not in the repository: `deno check` would look at every script of JupyterLab there. */
export const CACHE: URL = cacheFolder();
const HOME = new URL("venv/", CACHE);
const REQUIREMENTS = new URL("requirements.txt", import.meta.url);

/** Programs and environment of the installed Jupyter. */
export interface Jupyter {
  /** Its Python. */
  readonly python: string;
  /** The program `jupyter`. */
  readonly jupyter: string;
  /** Variables that keep its settings and run-time files out of the user's own. */
  readonly env: Record<string, string>;
}

function cacheFolder(): URL {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  const base = Deno.env.get("XDG_CACHE_HOME") ?? (home ? `${home}/.cache` : undefined);
  if (!base) throw new Error("Cannot tell where to install JupyterLab as neither XDG_CACHE_HOME nor HOME is set");
  return pathToFileURL(`${base}/kraken-toolkit-jupyter/`);
}

let ready: Promise<Jupyter> | undefined;

/** Jupyter, installed on first use; later runs find it there. @throws {Error} saying which program is missing. */
export function jupyter(): Promise<Jupyter> {
  return ready ??= install();
}

async function install(): Promise<Jupyter> {
  const bin = new URL("bin/", HOME);
  const wanted = await Deno.readTextFile(REQUIREMENTS);
  const marker = new URL("installed.txt", HOME);
  if (await readText(marker) !== wanted) {
    console.log(`Installing JupyterLab into ${fileURLToPath(HOME)} (once, about 200 MB)`);
    await Deno.mkdir(CACHE, { recursive: true });
    const missing =
      "Python 3 with its 'venv' module is needed for the Jupyter tests (Debian: apt-get install python3-venv)";
    await run("python3", ["-m", "venv", fileURLToPath(HOME)], missing);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", fileURLToPath(REQUIREMENTS)];
    await run(
      fileURLToPath(new URL("python", bin)),
      pip,
      "pip could not install what tests/jupyter/requirements.txt lists",
    );
    await Deno.writeTextFile(marker, wanted);
  }
  const kernel = new URL("share/jupyter/kernels/deno/", HOME);
  await Deno.mkdir(kernel, { recursive: true });
  const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  await Deno.writeTextFile(
    new URL("kernel.json", kernel),
    JSON.stringify({ argv, display_name: "Deno", language: "typescript" }),
  );
  // JupyterLab would ask whether to show news, across the page.
  const news = new URL("own/settings/@jupyterlab/apputils-extension/", HOME);
  await Deno.mkdir(news, { recursive: true });
  await Deno.writeTextFile(new URL("notification.jupyterlab-settings", news), JSON.stringify({ fetchNews: "false" }));
  const own = (name: string) => fileURLToPath(new URL(`own/${name}`, HOME));
  return {
    python: fileURLToPath(new URL("python", bin)),
    jupyter: fileURLToPath(new URL("jupyter", bin)),
    env: {
      JUPYTER_CONFIG_DIR: own("config"),
      JUPYTER_DATA_DIR: own("data"),
      JUPYTER_RUNTIME_DIR: own("runtime"),
      JUPYTERLAB_SETTINGS_DIR: own("settings"),
      JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
      IPYTHONDIR: own("ipython"),
      PYTHONDONTWRITEBYTECODE: "1",
      NO_COLOR: "1",
    },
  };
}

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium; a CI machine installs Debian's. @throws {Error} saying how to get one. */
export async function chromium(): Promise<string> {
  const named = Deno.env.get("CHROMIUM");
  const found = () => [...(named ? [named] : []), ...BROWSERS].find(exists);
  const missing =
    "Chromium is needed for the JupyterLab test: install it (Debian: apt-get install chromium), or name one " +
    "in the environment variable CHROMIUM";
  if (!found() && Deno.env.get("CI")) {
    await run("apt-get", ["update", "-qq"], missing);
    await run("apt-get", ["install", "-y", "-qq", "chromium"], missing);
  }
  const path = found();
  if (!path) throw new Error(missing);
  return path;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function readText(path: URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Runs a program to its end. @throws {Error} with `sentence` and what the program said when it is missing or fails. */
export async function run(
  program: string,
  args: readonly string[],
  sentence: string,
  env: Record<string, string> = {},
): Promise<string> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(program, { args: [...args], env, stdin: "null", stdout: "piped", stderr: "piped" })
      .output();
  } catch (cause) {
    throw new Error(`${sentence}: '${program}' cannot be started`, { cause });
  }
  const text = new TextDecoder();
  if (output.success) return text.decode(output.stdout);
  throw new Error(`${sentence}: '${program}' ended with ${output.code}\n${text.decode(output.stderr).slice(-3000)}`);
}
