/** The WebSockets of the embedded exchange. */

export type { ExchangeSockets } from "./face.ts";
export type { SocketServer } from "./sockets.ts";
export type {
  MessageFault,
  RequestFault,
  Room,
  SocketFault,
  SocketFaultKind,
  SocketFaultRule,
  SocketFaults,
} from "./faults.ts";
export type { About } from "./hub.ts";
export type { InProcessHandlers, InProcessSocket } from "./link.ts";
export type { SocketUrls } from "./route.ts";
export type { PaperBookState, PaperLevel } from "./topics/book.ts";
