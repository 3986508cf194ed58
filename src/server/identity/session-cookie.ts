import type { Request, Response } from "express";
import type { NewSession } from "../../services/account/index.ts";
import { COOKIE, isLoopback } from "./credential.ts";

/**
 * Where a browser would drop a cookie that is `Secure`: plain http, asked for by a loopback name, and no proxy with TLS
 * in front that says so. With a public address of https it is never.
 */
const isPlain = (req: Request, publicUrl?: string): boolean =>
  isLoopback(req.headers.host) && !req.secure && !/^https\b/i.test(String(req.headers["x-forwarded-proto"])) && !publicUrl?.startsWith("https:");

/** No script reads it, no other site's form sends it. */
export function setSession(req: Request, res: Response, { token, expiresAt }: NewSession, publicUrl?: string): void {
  const secure = !isPlain(req, publicUrl);
  res.cookie(secure ? COOKIE.secure : COOKIE.loopback, token, { httpOnly: true, secure, sameSite: "lax", path: "/", expires: expiresAt });
}

export function clearSession(res: Response): void {
  res.clearCookie(COOKIE.secure, { httpOnly: true, secure: true, sameSite: "lax", path: "/" });
  res.clearCookie(COOKIE.loopback, { httpOnly: true, sameSite: "lax", path: "/" });
}
