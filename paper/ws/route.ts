/** Address → which of Kraken's sockets is meant. */

import type { Room } from "./faults.ts";

/** Kraken's own addresses, which callers in this process may use as they are. */
const HOSTS: Readonly<Record<string, Room>> = {
  "ws.kraken.com/v2": "spot",
  "ws-auth.kraken.com/v2": "spot-auth",
  "ws-l3.kraken.com/v2": "spot-l3",
  "uws.kraken.com/v2/public": "unified",
  "uws.kraken.com/v2/private": "unified-private",
  "futures.kraken.com/ws/v1": "futures",
};

/** Paths on the exchange's own server, which is one host. */
const PATHS: Readonly<Record<Room, string>> = {
  "spot": "/v2",
  "spot-auth": "/auth/v2",
  "spot-l3": "/l3/v2",
  "unified": "/v2/public",
  "unified-private": "/v2/private",
  "futures": "/ws/v1",
};

/** The socket of an address; nothing when there is none. */
export function roomOf(address: string): Room | undefined {
  const { host, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, "");
  const known = HOSTS[host + path];
  if (known) return known;
  return (Object.keys(PATHS) as Room[]).find((room) => PATHS[room] === path);
}

/** Addresses of a served exchange. */
export interface SocketUrls {
  /** Spot v2: `public` for market data, `auth` for accounts and orders, `l3` for single orders. */
  readonly spot: { readonly public: string; readonly auth: string; readonly l3: string };
  /** The Unified socket. */
  readonly unified: { readonly public: string; readonly auth: string };
  /** Futures v1. */
  readonly futures: string;
}

/** The addresses of a port on this machine. */
export function urlsOf(port: number): SocketUrls {
  const at = (room: Room) => `ws://127.0.0.1:${port}${PATHS[room]}`;
  return {
    spot: { public: at("spot"), auth: at("spot-auth"), l3: at("spot-l3") },
    unified: { public: at("unified"), auth: at("unified-private") },
    futures: at("futures"),
  };
}
