/** What the calls of the charts API share. */

/** Prices a candle is made of: mark price, index, or trades. */
export type TickType = "mark" | "spot" | "trade";

/** Width of a candle. */
export type Resolution = "1m" | "5m" | "15m" | "30m" | "1h" | "4h" | "12h" | "1d" | "1w";

/** Width of an analytics bucket in seconds. */
export type AnalyticsInterval = 60 | 300 | 900 | 1800 | 3600 | 14400 | 43200 | 86400 | 604800;

/** Answer to an analytics call. */
export interface AnalyticsAnswer<Data> {
  /** The series. */
  result: {
    /** Start of each bucket, Unix seconds, oldest first. */
    timestamp: number[];
    /** Whether there is more than this answer holds. */
    more: boolean;
    /** One value per bucket, or arrays of such values by name. */
    data: Data;
  };
  /** What went wrong; empty when nothing. */
  errors: AnalyticsError[];
}

/** One failure of an analytics call. */
export interface AnalyticsError {
  /** How bad. */
  severity: string;
  /** Which kind. */
  error_class: string;
  /** Which one. */
  type: string;
  /** The words. */
  msg?: string;
  /** The value it is about. */
  value?: string;
  /** The parameter it is about. */
  field?: string;
}
