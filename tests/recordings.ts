export const RECORDINGS = new URL("../../shared/recordings/", import.meta.url);
