// Times of day and names of days, as the log shows them.

import { texts } from "./texts.js";

const DAY = 86400000;

export function clock(at) {
  return at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}

export function dayKey(at) {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

export function dayName(at) {
  const now = new Date();
  if (dayKey(at) === dayKey(now)) return texts.today;
  if (dayKey(at) === dayKey(new Date(now.getTime() - DAY))) return texts.yesterday;
  return at.toLocaleDateString("vi-VN", { weekday: "long", day: "numeric", month: "numeric", year: "numeric" });
}

export function size(bytes) {
  const megabytes = bytes / 1048576;
  if (megabytes < 0.1) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${megabytes.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}
