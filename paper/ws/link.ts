/** The exchange's end of one connection, be it a served socket or a caller in this process. */

import type { Cable } from "./wire.ts";

/** One connection. */
export interface Link {
  /** Bytes handed over and not yet sent. */
  readonly backlog: number;
  /** Sends a text frame; nothing happens once the connection is gone. */
  send(text: string): void;
  /** Sends a text frame in pieces, where there are frames. */
  sendSplit(text: string, pieces: number): void;
  /** Closes with the closing handshake. */
  close(code: number, reason: string): void;
  /** Breaks the connection without one. */
  cut(): void;
  /** Nothing passes any more in either direction. */
  freeze(): void;
}

/** What a link tells its owner. */
export interface LinkHandlers {
  /** It is open. */
  open(link: Link): void;
  /** A text frame came. */
  message(text: string): void;
  /** It is gone. */
  closed(): void;
}

/** A served socket. `cable` is what it came through, where faults are rehearsed. */
export function socketLink(socket: WebSocket, cable: Cable | undefined, handlers: LinkHandlers): Link {
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  let sent = 0;
  let frozen = false;
  let gone = false;
  const closed = () => {
    if (gone) return;
    gone = true;
    handlers.closed();
  };
  const link: Link = {
    get backlog() {
      return socket.bufferedAmount;
    },
    send(text) {
      if (!isOpen() || frozen) return;
      sent++;
      socket.send(text);
    },
    sendSplit(text, pieces) {
      if (isOpen() && !frozen) cable?.split(sent, pieces);
      link.send(text);
    },
    close(code, reason) {
      if (frozen && cable) return link.cut();
      if (isOpen()) socket.close(code, reason);
    },
    cut() {
      if (cable) cable.cut();
      else if (isOpen()) socket.close(1011, "");
      closed();
    },
    freeze() {
      frozen = true;
      cable?.freeze();
    },
  };
  socket.onopen = () => handlers.open(link);
  socket.onmessage = ({ data }) => {
    if (!frozen && typeof data === "string") handlers.message(data);
  };
  // The close event follows and says all there is to know.
  socket.onerror = (event) => event.preventDefault();
  socket.onclose = closed;
  return link;
}

/** What a caller in this process is told. Nothing comes after `close`. */
export interface InProcessHandlers {
  /** A text frame came. */
  message(text: string): void;
  /** A ping was answered. */
  pong(): void;
  /** The connection is gone. */
  close(code: number, reason: string): void;
}

/** The caller's end of a connection within this process. */
export interface InProcessSocket {
  /** Always `"paper"`. */
  readonly kind: "paper";
  /** Always 0: nothing waits. */
  readonly bufferedAmount: number;
  /** Sends a text frame. */
  send(text: string): void;
  /** Sends a ping, which is answered. */
  ping(): boolean;
  /** Closes with the closing handshake. */
  close(code?: number, reason?: string): void;
  /** Drops the connection at once and stays silent about it. */
  terminate(): void;
}

/** A pair of ends within this process. Frames arrive in order and never within the call that sent them. */
export function inProcess(caller: InProcessHandlers, handlers: LinkHandlers): InProcessSocket {
  let [open, frozen] = [true, false];
  const later = (run: () => void) => queueMicrotask(run);
  const end = (code: number, reason: string, tell: boolean) => {
    if (!open) return;
    open = false;
    later(() => {
      handlers.closed();
      if (tell) caller.close(code, reason);
    });
  };
  const toCaller = (run: () => void) =>
    later(() => {
      if (open && !frozen) run();
    });
  const link: Link = {
    backlog: 0,
    send: (text) => toCaller(() => caller.message(text)),
    sendSplit: (text) => link.send(text),
    close: (code, reason) => {
      if (!open) return;
      // What was sent before still arrives.
      later(() => end(code, reason, true));
    },
    cut: () => end(1006, "", true),
    freeze: () => void (frozen = true),
  };
  later(() => open && handlers.open(link));
  return {
    kind: "paper",
    bufferedAmount: 0,
    send: (text) =>
      later(() => {
        if (open && !frozen) handlers.message(text);
      }),
    ping: () => {
      toCaller(() => caller.pong());
      return true;
    },
    close: (code = 1000, reason = "") => {
      if (!frozen) end(code, reason, true);
    },
    terminate: () => end(1006, "", false),
  };
}
