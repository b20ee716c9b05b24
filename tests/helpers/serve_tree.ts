/** Serves a folder as raw file hosts do: every file as `text/plain`. On loopback, until disposed. */
export function serveTree(root: URL): AsyncDisposable & { readonly url: string } {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const file = new URL(`.${new URL(request.url).pathname}`, root);
    if (!file.href.startsWith(root.href)) return new Response("outside", { status: 403 });
    try {
      return new Response(await Deno.readFile(file), { headers: { "content-type": "text/plain; charset=utf-8" } });
    } catch {
      return new Response("404: Not Found", { status: 404 });
    }
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
