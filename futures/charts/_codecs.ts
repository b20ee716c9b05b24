/** Codecs that the calls of the charts API share. */

import { type Codec, oneOf } from "../../core/codecs.ts";
import type { AnalyticsInterval, Resolution, TickType } from "./_types.ts";

type Optional<Value> = Codec<Value> & { required?: false };

export const tickType: Optional<TickType> = oneOf(["mark", "spot", "trade"]);

export const resolution: Optional<Resolution> = oneOf(["1m", "5m", "15m", "30m", "1h", "4h", "12h", "1d", "1w"]);

export const interval: Optional<AnalyticsInterval> = oneOf([60, 300, 900, 1800, 3600, 14400, 43200, 86400, 604800]);
