/** What the futures half answers no with, in Kraken's three envelopes. */

/** Raised by a method, answered as an error. */
export class FuturesRefusal extends Error {
  static {
    this.prototype.name = "FuturesRefusal";
  }
  /** HTTP status. */
  readonly status: number;
  /** The body but for the time. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the body carries `serverTime`. */
  readonly timed: boolean;

  /** Use one of the functions below. */
  constructor(message: string, status: number, body: Readonly<Record<string, unknown>>, timed: boolean = true) {
    super(message);
    this.status = status;
    this.body = body;
    this.timed = timed;
  }
}

/** `{"result":"error","error":…}`, mostly with HTTP 200. */
export function refused(error: string, status: number = 200, errors?: readonly unknown[]): FuturesRefusal {
  return new FuturesRefusal(error, status, { result: "error", ...(errors ? { errors } : {}), error });
}

/** A preference that cannot be set: the code says why. */
export function refusedCode(code: number, message: string): FuturesRefusal {
  return refused("invalidArgument", 200, [{ code, message }]);
}

/** An argument with a value that is not possible. */
export function invalidArgument(name: string): FuturesRefusal {
  return refused(`invalidArgument: ${name}`);
}

/** An argument that must be there. */
export function missingArgument(name: string): FuturesRefusal {
  return refused(`requiredArgumentMissing: ${name}`);
}

const TITLES: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
};

/** `{"status":"BAD_REQUEST",…}`: a request that does not reach the method. */
export function malformed(status: 400 | 403 | 404 | 405): FuturesRefusal {
  const title = TITLES[status] ?? "";
  const errors = [{ code: 0, message: `${status} ${title}` }];
  return new FuturesRefusal(title, status, { status: title, result: "error", errors });
}

/** `{"status":"unauthorized","reason":…}` with HTTP 401: the history and auth services. */
export function unauthorized(reason: string): FuturesRefusal {
  return new FuturesRefusal(reason, 401, { status: "unauthorized", reason }, false);
}
