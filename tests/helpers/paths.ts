/** The path of a `file:` address, with what the address escapes. */
export function fromFileUrl(url: URL): string {
  return decodeURIComponent(url.pathname);
}
